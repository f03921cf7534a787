#pragma once

#include "history/snapshot.hpp"

#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace logbeam::http {

// Blocks from `begin` to `end` (not included).
struct BlockRun {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct BlockSums {
    std::vector<BlockRun> left;  // blocks with something in the times that no sums were found for; by their order
    std::size_t summed = 0;      // blocks
};

// Takes the sums of all blocks that lie wholly within the times (both included), as far as the snapshot has any.
[[nodiscard]] BlockSums sum_blocks(const history::Snapshot& snapshot, Timestamp from, Timestamp to,
                                   const std::function<void(const history::RollupRow&)>& take);

}  // namespace logbeam::http
