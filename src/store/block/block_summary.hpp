#pragma once

#include "history/snapshot.hpp"
#include "query/need.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::store {

// The bit of a level in a Need and in a block.
[[nodiscard]] constexpr std::uint8_t level_bit(std::optional<Level> level) noexcept {
    return level ? static_cast<std::uint8_t>(1U << static_cast<unsigned>(*level)) : query::Need::no_level;
}

// What is known of a block without reading it. A value.
struct BlockSummary {
    history::BlockInfo info;
    std::uint8_t levels = 0;               // as in a Need
    std::vector<std::string_view> topics;  // in the order of their first event; TopicNames keeps them

    void add(const history::Row& row) {
        if (info.events++ == 0) {
            info.first_seq = row.seq;
            info.first_time = row.time;
            info.last_time = row.time;
        }
        info.last_seq = row.seq;
        info.first_time = std::min(info.first_time, row.time);
        info.last_time = std::max(info.last_time, row.time);
        levels |= level_bit(row.level);
    }
};

// What has to be written with the events of a block, though it is none of them.
struct BlockNotes {
    std::vector<history::PublisherMark> marks;
    std::vector<history::Hole> holes;
    std::uint64_t through = 0;  // the highest seq that was given out
    Timestamp arrived{};        // when the newest event came, whatever its own time is
};

}  // namespace logbeam::store
