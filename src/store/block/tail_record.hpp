#pragma once

#include "history/burst.hpp"
#include "history/snapshot.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// What stands in a tail: one record for each burst, as it was appended.
//
//     record   checksum (u64), length (u64), payload; numbers in the order of this machine
//     payload  highest seq given (u64), marks, holes, events: each a count (varint) and what it counts; then the texts
//     mark     publisher (length, bytes), through          hole   first, last, reason (length, bytes)   (varints)
//     event    seq (u64), time (i64, ns since 1970), bytes (u32), level (u32; 6: none)
namespace logbeam::store {

struct TailRecord {
    std::uint64_t through = 0;
    std::vector<history::PublisherMark> marks;
    std::vector<history::Hole> holes;
    std::vector<history::Row> events;  // `at` in the texts; without topics
    std::string_view texts;
};

// Appends the record of those entries of the burst that are in `chosen`.
void put_record(std::string& out, const history::Burst& burst, const std::vector<std::uint32_t>& chosen,
                const std::vector<history::Hole>& holes);

// Calls `take` for each whole record; returns how many bytes these are. What follows is torn or damaged.
[[nodiscard]] std::size_t read_records(std::string_view tail,
                                       const std::function<void(const TailRecord& record)>& take);

}  // namespace logbeam::store
