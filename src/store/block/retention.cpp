#include "store/block/retention.hpp"

namespace logbeam::store {

bool must_go(const SegmentView& oldest, const StoreSize& size, const BlockOptions& options, Timestamp now) {
    if (options.keep_events != 0 && size.events - oldest.events >= options.keep_events) return true;
    if (size.bytes > options.keep_bytes || size.free_bytes < options.min_free) return true;
    return oldest.blocks > 0 && oldest.arrived < now - options.keep_age;
}

}  // namespace logbeam::store
