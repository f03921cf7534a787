#pragma once

#include "alert/one_or_more.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace logbeam::alert {

// What the slices of one group's window hold, of those that hold something; oldest first. Unsynchronised.
template <class Slice>
class Window {
public:
    struct Entry {
        std::int64_t index = 0;
        Slice slice;
    };

    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    [[nodiscard]] std::int64_t oldest() const noexcept { return entries_.all().front().index; }
    [[nodiscard]] std::span<const Entry> entries() const noexcept { return entries_.all(); }

    // What the slice holds; nothing as yet where it was not asked for before. Until the next call.
    [[nodiscard]] Slice& at(std::int64_t index) {
        const auto all = entries_.all();
        std::size_t place = all.size();
        while (place > 0 && all[place - 1].index > index)
            --place;
        if (place > 0 && all[place - 1].index == index) return all[place - 1].slice;
        return entries_.insert(place, Entry{index, Slice{}}).slice;
    }

    // Drops the slices before `first`, and tells of each what it was.
    template <class OnDropped>
    void drop_before(std::int64_t first, const OnDropped& on_dropped) {
        std::size_t dropped = 0;
        for (const Entry& entry : entries_.all()) {
            if (entry.index >= first) break;
            on_dropped(entry);
            ++dropped;
        }
        entries_.erase_first(dropped);
    }

private:
    OneOrMore<Entry> entries_;
};

}  // namespace logbeam::alert
