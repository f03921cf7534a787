#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace logbeam::query {
struct Need;
}

namespace logbeam::alert {

// What must stand in the text of every event that a query matches, in lower case; nothing where no such text is known.
[[nodiscard]] std::optional<std::string> literal_of(const query::Need& need);

// Which of many texts stand in another one, without regard to case, found in one pass that looks at two bytes of every
// few. Immutable once it is made.
class LiteralScan {
public:
    // Each of them 3 bytes or more, in lower case.
    explicit LiteralScan(std::vector<std::string> literals);

    // Calls `found(index)` for each that stands in it, perhaps more than once. An escape may hide any of them: then all
    // are said to be found.
    template <class Found>
    void scan(std::string_view text, Found found) const;

private:
    struct Place {
        std::uint32_t literal;
        std::uint32_t offset;  // in it, of the two bytes
    };
    static constexpr std::size_t pairs = 1U << 16U;
    static constexpr std::size_t longest_stride = 4;

    [[nodiscard]] static std::size_t pair_of(unsigned char first, unsigned char second) noexcept {
        return static_cast<std::size_t>(first) << 8U | second;
    }
    [[nodiscard]] bool stands_at(std::string_view text, std::size_t at, const Place& place) const noexcept;
    static const std::array<unsigned char, 256> lower;

    std::vector<std::string> literals_;
    std::size_t stride_ = longest_stride;
    std::bitset<pairs> may_begin_;
    std::unordered_map<std::size_t, std::vector<Place>> places_;  // by pair
};

template <class Found>
void LiteralScan::scan(std::string_view text, Found found) const {
    if (literals_.empty()) return;
    if (text.find("\\u") != std::string_view::npos) {
        for (std::uint32_t index = 0; index < literals_.size(); ++index)
            found(index);
        return;
    }
    for (std::size_t at = 0; at + 1 < text.size(); at += stride_) {
        const auto pair =
            pair_of(lower[static_cast<unsigned char>(text[at])], lower[static_cast<unsigned char>(text[at + 1])]);
        if (!may_begin_.test(pair)) continue;
        for (const Place& place : places_.at(pair)) {
            if (stands_at(text, at, place)) found(place.literal);
        }
    }
}

}  // namespace logbeam::alert
