#pragma once

#include "store/block/block_options.hpp"
#include "store/block/segment_view.hpp"

#include <logbeam/timestamp.hpp>

#include <cstdint>

namespace logbeam::store {

// What a store takes now.
struct StoreSize {
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;
    std::uint64_t free_bytes = 0;  // of the disk
};

// Whether the oldest segment has to go.
[[nodiscard]] bool must_go(const SegmentView& oldest, const StoreSize& size, const BlockOptions& options,
                           Timestamp now);

}  // namespace logbeam::store
