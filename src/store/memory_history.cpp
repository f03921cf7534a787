#include "store/memory_history.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {

using history::Entry;
using history::Order;
using history::Page;
using history::PageRequest;
using history::StoredEvent;

namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::uint64_t blocks_per_limit = 16;  // a small limit has smaller blocks

// Collects a page, and says when it is full.
class PageBuilder {
public:
    explicit PageBuilder(const PageRequest& request) : request_{request} {}

    [[nodiscard]] bool is_full() const noexcept {
        return scanned_ >= request_.max_scanned || page_.events.size() >= request_.max_events ||
               (bytes_ >= request_.max_bytes && !page_.events.empty());
    }
    void offer(const StoredEvent& event) {
        ++scanned_;
        page_.reached = event.seq;
        if (request_.wants && !request_.wants(event.topic)) return;
        bytes_ += event.text.size();
        page_.events.push_back(event);
    }
    [[nodiscard]] Page take(bool is_last) {
        page_.is_last = is_last;
        return std::move(page_);
    }

private:
    const PageRequest& request_;
    Page page_;
    std::size_t scanned_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace

struct MemoryHistory::Block {
    history::Burst events;  // its marks stay empty: only the last ones of all would count

    [[nodiscard]] StoredEvent at(std::size_t index) const noexcept {
        const Entry& entry = events.entries[index];
        return {entry.seq, events.text_of(entry), events.topic_of(entry), entry.parts};
    }
    [[nodiscard]] std::uint64_t first() const noexcept { return events.entries.front().seq; }
};

MemoryHistory::MemoryHistory(MemoryLimits limits, std::string epoch) : limits_{limits}, epoch_{std::move(epoch)} {}
MemoryHistory::~MemoryHistory() = default;

Result<void> MemoryHistory::append(const history::Burst& burst) {
    for (const Entry& entry : burst.entries) {
        Block& block = block_for(entry.bytes);
        Entry& kept = block.events.entries.emplace_back(entry);
        kept.at = static_cast<std::uint32_t>(block.events.text.size());
        block.events.text.append(burst.text_of(entry));
        ++events_;
        bytes_ += entry.bytes;
        last_ = entry.seq;
    }
    trim();
    return {};
}

MemoryHistory::Block& MemoryHistory::block_for(std::size_t bytes) {
    const auto room = std::min<std::uint64_t>(block_bytes, limits_.bytes / blocks_per_limit);
    const auto events = std::max<std::uint64_t>(limits_.events / blocks_per_limit, 1);
    const bool has_room = !blocks_.empty() && blocks_.back()->events.text.size() + bytes <= room &&
                          blocks_.back()->events.entries.size() < events;
    if (!has_room) {
        blocks_.push_back(std::make_unique<Block>());
        blocks_.back()->events.text.reserve(std::max<std::size_t>(bytes, room));
    }
    return *blocks_.back();
}

void MemoryHistory::trim() {
    while (blocks_.size() > 1) {
        const history::Burst& oldest = blocks_.front()->events;
        const bool rest_is_enough =
            events_ - oldest.entries.size() >= limits_.events || bytes_ - oldest.text.size() >= limits_.bytes;
        if (!rest_is_enough) return;
        events_ -= oldest.entries.size();
        bytes_ -= oldest.text.size();
        trimmed_ += oldest.entries.size();
        blocks_.pop_front();
    }
}

Page MemoryHistory::page(const PageRequest& request) const {
    PageBuilder page{request};
    if (request.order == Order::oldest_first) {
        for (std::size_t number = block_of(request.after + 1); number < blocks_.size(); ++number) {
            const auto& entries = blocks_[number]->events.entries;
            const auto first = std::partition_point(entries.begin(), entries.end(),
                                                    [&](const Entry& each) { return each.seq <= request.after; });
            for (auto at = first; at != entries.end(); ++at) {
                if (page.is_full()) return page.take(false);
                page.offer(blocks_[number]->at(static_cast<std::size_t>(at - entries.begin())));
            }
        }
        return page.take(true);
    }
    for (std::size_t number = blocks_.size(); number-- > 0;) {
        const auto& entries = blocks_[number]->events.entries;
        const auto end = std::partition_point(entries.begin(), entries.end(),
                                              [&](const Entry& each) { return each.seq < request.before; });
        for (auto index = static_cast<std::size_t>(end - entries.begin()); index-- > 0;) {
            if (page.is_full()) return page.take(false);
            page.offer(blocks_[number]->at(index));
        }
    }
    return page.take(true);
}

// The block that holds the seq, or the first one behind it.
std::size_t MemoryHistory::block_of(std::uint64_t seq) const {
    const auto behind = std::partition_point(blocks_.begin(), blocks_.end(),
                                             [seq](const auto& block) { return block->first() <= seq; });
    return behind == blocks_.begin() ? 0 : static_cast<std::size_t>(behind - blocks_.begin()) - 1;
}

history::Extent MemoryHistory::extent() const {
    history::Extent extent;
    extent.epoch = epoch_;
    extent.first = blocks_.empty() ? last_ + 1 : blocks_.front()->first();
    extent.last = last_;
    extent.events = events_;
    extent.bytes = bytes_;
    extent.trimmed = trimmed_;
    return extent;
}

}  // namespace logbeam::store
