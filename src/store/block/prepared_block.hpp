#pragma once

#include "store/block/compression.hpp"
#include "store/block/filter.hpp"
#include "store/block/indexer.hpp"
#include "store/block/memory_block.hpp"

#include <memory>
#include <string>

namespace logbeam::store {

// A block as it goes into a segment: what takes time is done. Immutable.
struct PreparedBlock {
    std::shared_ptr<const MemoryBlock> block;
    std::string columns;  // a frame
    std::string body;     // a frame
    std::shared_ptr<const BlockFilter> filter;
};

// Indexes and compresses. Unsynchronised; keeps its memory.
class BlockPress final {
public:
    [[nodiscard]] PreparedBlock prepare(std::shared_ptr<const MemoryBlock> block);

private:
    Indexer indexer_;
    Compressor compressor_;
    std::string frame_;
};

}  // namespace logbeam::store
