#include "store/block/segment_list.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {
namespace {

// Groups are shared with snapshots: a changed one takes the place of the old one.
void add_block(SegmentView& segment, const std::shared_ptr<const SealedBlock>& block,
               const std::shared_ptr<const BlockFilter>& filter) {
    const bool begins_group = segment.blocks % group_blocks == 0;
    if (begins_group) segment.groups.push_back(std::make_shared<const BlockGroup>());
    const auto group = std::make_shared<BlockGroup>(*segment.groups.back());
    group->blocks.push_back(block);
    if (filter) group->filters.push_back(filter);
    if (group->blocks.size() == group_blocks) {
        group->is_transposed = true;
        group->filters.clear();
    }
    segment.groups.back() = group;
    ++segment.blocks;
    segment.events += block->summary.info.events;
}

// The sealer has written all of a segment: nothing of it needs to stay in memory.
void release_filters(SegmentView& segment, bool is_transposed) {
    if (segment.groups.empty()) return;
    const auto group = std::make_shared<BlockGroup>(*segment.groups.back());
    group->is_transposed = is_transposed;
    group->filters.clear();
    segment.groups.back() = group;
}

}  // namespace

SegmentView view_of(const std::shared_ptr<SegmentFile>& file, const SegmentFacts& facts, std::uint64_t bytes) {
    SegmentView view;
    view.file = file;
    view.bytes = bytes;
    view.arrived = facts.arrived;
    view.is_sealed = facts.is_sealed;
    for (std::size_t first = 0; first < facts.blocks.size(); first += group_blocks) {
        const auto group = std::make_shared<BlockGroup>();
        const std::size_t end = std::min(first + group_blocks, facts.blocks.size());
        for (std::size_t index = first; index < end; ++index) {
            group->blocks.push_back(facts.blocks[index]);
            view.events += facts.blocks[index]->summary.info.events;
        }
        group->is_transposed = end <= facts.first_plain;
        if (!group->is_transposed && !facts.is_sealed) {
            auto filters = file->read_filters(first / group_blocks, group->blocks.size());
            if (filters) group->filters = std::move(*filters);
        }
        view.groups.push_back(group);
    }
    view.blocks = facts.blocks.size();
    return view;
}

void SegmentList::add(SegmentView segment) {
    all_.push_back(std::move(segment));
}

SegmentView& SegmentList::of(const std::shared_ptr<SegmentFile>& file) {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const SegmentView& each) { return each.file == file; });
    if (found != all_.end()) return *found;
    all_.emplace_back().file = file;
    return all_.back();
}

void SegmentList::on(const BlockSealed& sealed) {
    SegmentView& segment = of(sealed.file);
    add_block(segment, sealed.block, sealed.filter);
    segment.bytes = sealed.segment_bytes;
    segment.arrived = sealed.arrived;
}

void SegmentList::on(const SegmentSealed& sealed) {
    SegmentView& segment = of(sealed.file);
    release_filters(segment, sealed.is_transposed);
    segment.is_sealed = true;
    segment.bytes = sealed.bytes;
}

void SegmentList::on(const SegmentRetired& retired) {
    if (!retired.file) return;
    SegmentView& segment = of(retired.file);
    for (std::size_t index = 0; index < retired.blocks.size(); ++index)
        add_block(segment, retired.blocks[index], retired.filters[index]);
    segment.bytes = retired.bytes;
    segment.arrived = retired.arrived;
}

SegmentView SegmentList::take(std::size_t index) {
    SegmentView taken = std::move(all_[index]);
    all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(index));
    return taken;
}

std::uint64_t SegmentList::last_seq() const noexcept {
    const auto last = std::find_if(all_.rbegin(), all_.rend(), [](const SegmentView& each) { return each.blocks > 0; });
    return last == all_.rend() ? 0 : last->block(last->blocks - 1).summary.info.last_seq;
}

std::uint64_t SegmentList::damaged_blocks() const {
    std::uint64_t count = 0;
    for (const SegmentView& segment : all_)
        count += segment.file->damaged_blocks().size();
    return count;
}

std::uint64_t SegmentList::damaged_parts() const {
    std::uint64_t count = 0;
    for (const SegmentView& segment : all_)
        count += segment.file->damaged_parts();
    return count;
}

std::vector<history::Hole> SegmentList::damage() const {
    std::vector<history::Hole> holes;
    for (const SegmentView& segment : all_) {
        for (const std::int64_t id : segment.file->damaged_blocks()) {
            const history::BlockInfo& info = segment.block(static_cast<std::size_t>(id)).summary.info;
            holes.push_back({info.first_seq, info.last_seq, "damaged"});
        }
    }
    return holes;
}

}  // namespace logbeam::store
