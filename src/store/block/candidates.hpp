#pragma once

#include "query/need.hpp"
#include "store/block/segment_view.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace logbeam::store {

// Whether something in a block may have what is needed, as far as its summary tells.
[[nodiscard]] bool may_have(const query::Need& need, const BlockSummary& block);

// Of the blocks of a segment from `begin` to `end` (not included), those in which something may have it: sets a byte of
// `out`, whose first one is that of `begin`.
void find_candidates(const query::Need& need, const SegmentView& segment, std::size_t begin, std::size_t end,
                     std::uint8_t* out);

}  // namespace logbeam::store
