#include "store/block/prepared_block.hpp"

#include "store/block/columns.hpp"

#include <utility>

namespace logbeam::store {

PreparedBlock BlockPress::prepare(std::shared_ptr<const MemoryBlock> block) {
    PreparedBlock out;
    const auto filter = std::make_shared<BlockFilter>();
    indexer_.begin(*filter);
    for (const HeldEvent& event : block->events())
        indexer_.add(block->text_of(event.row), event.parts);
    out.filter = filter;
    compressor_.compress(encode_columns(*block), out.columns);
    frame_.clear();
    compressor_.compress(block->text(), frame_);
    out.body = frame_;  // of its own size: it may wait for a disk
    out.block = std::move(block);
    return out;
}

}  // namespace logbeam::store
