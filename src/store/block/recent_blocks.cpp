#include "store/block/recent_blocks.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {

RecentBlocks::Full RecentBlocks::make_room(std::size_t bytes) {
    Full full;
    std::optional<BlockNotes> kept;
    if (open_ && !open_->has_room(bytes)) {
        full = close();
        // Too large for an empty block, too: what was noted goes with the next one.
        if (!full) kept = std::exchange(open_, nullptr)->notes();
    }
    if (open_) return full;
    open_ = std::make_shared<MemoryBlock>(next_number_++, block_events_, std::max(block_bytes_, bytes + 2));
    if (kept) open_->notes() = std::move(*kept);
    return full;
}

RecentBlocks::Full RecentBlocks::add(const HeldEvent& event, std::string_view text, Timestamp arrived) {
    open_->add(event, text);
    open_->notes().through = event.row.seq;
    open_->notes().arrived = arrived;
    return open_->summary().info.events >= block_events_ ? close() : nullptr;
}

RecentBlocks::Full RecentBlocks::close() {
    if (!has_open_events()) return nullptr;
    full_.push_back(std::exchange(open_, nullptr));
    return full_.back();
}

BlockNotes& RecentBlocks::notes() {
    static_cast<void>(make_room(0));
    return open_->notes();
}

void RecentBlocks::forget(std::uint64_t sealed_block) {
    while (!full_.empty() && full_.front()->number() <= sealed_block)
        full_.pop_front();
}

std::uint64_t RecentBlocks::events() const noexcept {
    std::uint64_t count = open_ ? open_->summary().info.events : 0;
    for (const Full& block : full_)
        count += block->summary().info.events;
    return count;
}

std::optional<std::uint64_t> RecentBlocks::first_seq() const noexcept {
    if (!full_.empty()) return full_.front()->summary().info.first_seq;
    if (has_open_events()) return open_->summary().info.first_seq;
    return std::nullopt;
}

std::vector<MemoryView> RecentBlocks::views() const {
    std::vector<MemoryView> views;
    for (const Full& block : full_)
        views.push_back(view_of(block));
    if (has_open_events()) views.push_back(view_of(open_));
    return views;
}

}  // namespace logbeam::store
