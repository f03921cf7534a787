#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace logbeam::alert {

// Where things are that are kept by key elsewhere: open addressing, 16 bytes or so for each. Unsynchronised.
class KeyIndex {
public:
    // The one of those with the hash whose key is the right one.
    template <class IsIt>
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t hash, const IsIt& is_it) const {
        if (places_.empty()) return std::nullopt;
        for (std::size_t at = hash & mask(); places_[at].thing != none; at = (at + 1) & mask()) {
            if (places_[at].hash == hash && is_it(places_[at].thing)) return places_[at].thing;
        }
        return std::nullopt;
    }

    void insert(std::uint32_t hash, std::uint32_t thing);
    void erase(std::uint32_t hash, std::uint32_t thing);

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct Place {
        std::uint32_t hash = 0;
        std::uint32_t thing = none;
    };

    [[nodiscard]] std::size_t mask() const noexcept { return places_.size() - 1; }
    void grow();
    void put(const Place& place);

    std::vector<Place> places_;  // a power of two
    std::size_t size_ = 0;
};

}  // namespace logbeam::alert
