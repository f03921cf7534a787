#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::query {

// Whether the text begins with what is folded already, whatever the case of its letters.
[[nodiscard]] bool begins_with(std::string_view text, std::string_view folded) noexcept;
[[nodiscard]] bool equals(std::string_view text, std::string_view folded) noexcept;

// A text that is searched for without regard to the case of ASCII letters. Immutable. A search takes time linear to the
// text: short needles leap (Horspool), long ones never go back (Knuth, Morris, Pratt).
class Needle {
public:
    explicit Needle(std::string_view text);  // not empty

    // npos when it is not there.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from) const noexcept;

    [[nodiscard]] const std::string& folded() const noexcept { return folded_; }

private:
    static constexpr std::size_t longest_leaper = 32;

    [[nodiscard]] std::size_t leap(std::string_view text, std::size_t from) const noexcept;
    [[nodiscard]] std::size_t walk(std::string_view text, std::size_t from) const noexcept;

    std::string folded_;
    std::array<std::uint8_t, 256> leaps_{};  // by the byte below the last: how far the needle may move
    std::vector<std::size_t> fallbacks_;     // of a long one, by the bytes that match: how many still do
};

}  // namespace logbeam::query
