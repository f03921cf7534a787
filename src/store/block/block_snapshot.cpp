#include "store/block/block_snapshot.hpp"

#include "store/block/candidates.hpp"
#include "store/block/rollup_sums.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {

using history::BlockContent;

BlockSnapshot::BlockSnapshot(SnapshotParts parts) : parts_{std::move(parts)} {
    for (const SegmentView& segment : parts_.segments) {
        firsts_.push_back(sealed_blocks_);
        sealed_blocks_ += segment.blocks;
    }
}

BlockSnapshot::Place BlockSnapshot::place_of(std::size_t index) const noexcept {
    const auto behind = std::upper_bound(firsts_.begin(), firsts_.end(), index);  // an empty segment has none
    const auto number = static_cast<std::size_t>(behind - firsts_.begin()) - 1;
    return {&parts_.segments[number], firsts_[number]};
}

const BlockSummary& BlockSnapshot::summary(std::size_t index) const noexcept {
    if (index >= sealed_blocks_) return memory(index).summary;
    const Place place = place_of(index);
    return place.segment->block(index - place.first).summary;
}

history::BlockInfo BlockSnapshot::block(std::size_t index) const noexcept {
    return summary(index).info;
}

std::vector<std::uint8_t> BlockSnapshot::candidates(const query::Need& need, std::size_t begin, std::size_t end) const {
    std::vector<std::uint8_t> out(end - begin);
    std::size_t index = begin;
    while (index < std::min(end, sealed_blocks_)) {
        const Place place = place_of(index);
        const std::size_t last = std::min(end, place.first + place.segment->blocks);
        find_candidates(need, *place.segment, index - place.first, last - place.first, out.data() + (index - begin));
        index = last;
    }
    for (; index < end; ++index)
        out[index - begin] = may_have(need, memory(index).summary) ? 1 : 0;
    return out;
}

Result<void> BlockSnapshot::read_rows(std::size_t index, BlockContent& into) const {
    if (index < sealed_blocks_) {
        const Place place = place_of(index);
        return place.segment->file->read_rows(place.segment->block(index - place.first), into);
    }
    const MemoryView& view = memory(index);
    into.rows.clear();
    for (std::size_t event = 0; event < view.summary.info.events; ++event)
        into.rows.push_back(view.events[event].row);
    return {};
}

Result<void> BlockSnapshot::read_text(std::size_t index, BlockContent& into) const {
    if (index < sealed_blocks_) {
        const Place place = place_of(index);
        return place.segment->file->read_text(place.segment->block(index - place.first), into);
    }
    into.text = memory(index).text;
    return {};
}

// Whole groups have their sums in a table; of other blocks the rows are counted.
std::optional<std::vector<history::RollupRow>> BlockSnapshot::rollup(std::size_t begin, std::size_t end) const {
    RollupSums sums;
    BlockContent content;
    for (std::size_t index = begin; index < end;) {
        if (index < sealed_blocks_) {
            const Place place = place_of(index);
            const std::size_t inside = index - place.first;
            const std::size_t group_end = std::min(inside + group_blocks, place.segment->blocks);
            const bool has_table = place.segment->is_sealed || group_end - inside == group_blocks;
            if (inside % group_blocks == 0 && has_table && place.first + group_end <= end) {
                const std::size_t group = inside / group_blocks;
                const auto rows =
                    place.segment->file->read_rollup(group, place.segment->events_of(group), *parts_.names);
                if (!rows) return std::nullopt;
                for (const history::RollupRow& row : *rows)
                    sums.add(row);
                index = place.first + group_end;
                continue;
            }
        }
        if (!read_rows(index, content)) return std::nullopt;
        for (const history::Row& row : content.rows)
            sums.add(row);
        ++index;
    }
    return sums.rows();
}

}  // namespace logbeam::store
