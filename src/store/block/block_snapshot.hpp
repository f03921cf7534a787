#pragma once

#include "history/snapshot.hpp"
#include "store/block/memory_block.hpp"
#include "store/block/segment_view.hpp"
#include "store/block/topic_names.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace logbeam::store {

// What a snapshot is made of. A value.
struct SnapshotParts {
    std::vector<SegmentView> segments;  // by seq
    std::vector<MemoryView> memory;     // not empty ones; behind the segments
    std::vector<history::Hole> holes;
    std::shared_ptr<TopicNames> names;
};

// Thread-safe: everything in it is immutable, but for the connections of the segments.
class BlockSnapshot final : public history::Snapshot {
public:
    explicit BlockSnapshot(SnapshotParts parts);

    std::size_t blocks() const noexcept override { return sealed_blocks_ + parts_.memory.size(); }
    history::BlockInfo block(std::size_t index) const noexcept override;
    std::vector<std::uint8_t> candidates(const query::Need& need, std::size_t begin, std::size_t end) const override;
    Result<void> read_rows(std::size_t index, history::BlockContent& into) const override;
    Result<void> read_text(std::size_t index, history::BlockContent& into) const override;
    std::optional<std::vector<history::RollupRow>> rollup(std::size_t begin, std::size_t end) const override;
    const std::vector<history::Hole>& holes() const noexcept override { return parts_.holes; }

    [[nodiscard]] const BlockSummary& summary(std::size_t index) const noexcept;
    [[nodiscard]] bool is_in_memory(std::size_t index) const noexcept { return index >= sealed_blocks_; }

private:
    // A segment, and where its blocks begin.
    struct Place {
        const SegmentView* segment;
        std::size_t first;
    };
    [[nodiscard]] Place place_of(std::size_t index) const noexcept;  // of a block in a segment
    [[nodiscard]] const MemoryView& memory(std::size_t index) const noexcept {
        return parts_.memory[index - sealed_blocks_];
    }

    SnapshotParts parts_;
    std::vector<std::size_t> firsts_;  // the first block of each segment
    std::size_t sealed_blocks_ = 0;
};

}  // namespace logbeam::store
