#pragma once

#include "store/block/retirement.hpp"
#include "store/block/sealer.hpp"
#include "store/block/segment_view.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace logbeam::store {

// The segments of a store by seq, as far as the sealer has come. Confined to the ingest thread.
class SegmentList final {
public:
    void add(SegmentView segment);  // found at the start
    void on(const BlockSealed& sealed);
    void on(const SegmentSealed& sealed);
    void on(const SegmentRetired& retired);  // for the list of those that are retained
    SegmentView take(std::size_t index);

    [[nodiscard]] const std::vector<SegmentView>& all() const noexcept { return all_; }
    [[nodiscard]] std::uint64_t blocks() const noexcept { return sum(&SegmentView::blocks); }
    [[nodiscard]] std::uint64_t events() const noexcept { return sum(&SegmentView::events); }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return sum(&SegmentView::bytes); }
    [[nodiscard]] std::uint64_t last_seq() const noexcept;  // 0: no event
    [[nodiscard]] std::uint64_t damaged_blocks() const;
    [[nodiscard]] std::uint64_t damaged_parts() const;        // of their indexes
    [[nodiscard]] std::vector<history::Hole> damage() const;  // by seq

private:
    SegmentView& of(const std::shared_ptr<SegmentFile>& file);
    template <class T>
    [[nodiscard]] std::uint64_t sum(T SegmentView::*part) const noexcept {
        std::uint64_t sum = 0;
        for (const SegmentView& segment : all_)
            sum += segment.*part;
        return sum;
    }

    std::vector<SegmentView> all_;
};

// From what was loaded. The last group of a segment that is open keeps its filters in memory.
[[nodiscard]] SegmentView view_of(const std::shared_ptr<SegmentFile>& file, const SegmentFacts& facts,
                                  std::uint64_t bytes);

}  // namespace logbeam::store
