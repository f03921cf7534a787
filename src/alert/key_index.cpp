#include "alert/key_index.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {

void KeyIndex::insert(std::uint32_t hash, std::uint32_t thing) {
    if ((size_ + 1) * 4 > places_.size() * 3) grow();
    put({hash, thing});
    ++size_;
}

// What stands behind the hole moves into it, where it may, so that no search ends at a hole too early.
void KeyIndex::erase(std::uint32_t hash, std::uint32_t thing) {
    std::size_t hole = hash & mask();
    while (places_[hole].thing != thing)
        hole = (hole + 1) & mask();
    for (std::size_t at = (hole + 1) & mask(); places_[at].thing != none; at = (at + 1) & mask()) {
        const std::size_t home = places_[at].hash & mask();
        if (((at - home) & mask()) < ((at - hole) & mask())) continue;
        places_[hole] = places_[at];
        hole = at;
    }
    places_[hole] = {};
    --size_;
}

void KeyIndex::grow() {
    constexpr std::size_t fewest = 8;
    const auto old = std::exchange(places_, std::vector<Place>(std::max(fewest, places_.size() * 2)));
    for (const Place& place : old) {
        if (place.thing != none) put(place);
    }
}

void KeyIndex::put(const Place& place) {
    std::size_t at = place.hash & mask();
    while (places_[at].thing != none)
        at = (at + 1) & mask();
    places_[at] = place;
}

}  // namespace logbeam::alert
