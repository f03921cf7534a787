#pragma once

#include "store/block/block_summary.hpp"
#include "store/block/filter_rows.hpp"
#include "store/block/segment_file.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace logbeam::store {

// Up to `group_blocks` blocks of a segment. A value.
struct BlockGroup {
    std::vector<std::shared_ptr<const SealedBlock>> blocks;
    SharedFilters filters;  // of a group that is not transposed, while its segment grows; else the segment has them
    bool is_transposed = false;
};

// The blocks of a segment that there were at one moment. A value; groups are shared and do not change.
struct SegmentView {
    std::shared_ptr<SegmentFile> file;
    std::vector<std::shared_ptr<const BlockGroup>> groups;  // all full but the last one
    std::size_t blocks = 0;
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;  // on disk
    Timestamp arrived{};      // the newest event
    bool is_sealed = false;

    [[nodiscard]] const SealedBlock& block(std::size_t index) const noexcept {
        return *groups[index / group_blocks]->blocks[index % group_blocks];
    }
    [[nodiscard]] std::uint64_t events_of(std::size_t group) const noexcept {
        std::uint64_t sum = 0;
        for (const auto& each : groups[group]->blocks)
            sum += each->summary.info.events;
        return sum;
    }
    [[nodiscard]] std::uint64_t first_seq() const noexcept { return file->first_seq(); }
};

}  // namespace logbeam::store
