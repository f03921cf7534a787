#include "store/memory_history.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace logbeam::store {

using history::BlockInfo;
using history::Entry;
using history::Order;
using history::Page;
using history::PageRequest;
using history::StoredEvent;

namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::size_t block_events = 1024;
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
        if (request_.filter && !request_.filter->matches(event.subject())) return;
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

// Never grows beyond what it reserved, so that what stands in it stays where it is while more is written behind.
struct MemoryHistory::Block {
    Block(std::size_t bytes, std::size_t entries) {
        events.text.reserve(bytes);
        events.entries.reserve(entries);
    }

    history::Burst events;  // its marks stay empty: only the last ones of all would count
    Timestamp first_time = Timestamp::max();
    Timestamp last_time = Timestamp::min();

    [[nodiscard]] StoredEvent at(std::size_t index) const noexcept {
        const Entry& entry = events.entries[index];
        return {entry.seq, events.text_of(entry), events.topic_of(entry), entry.parts, entry.level, entry.time};
    }
    [[nodiscard]] std::uint64_t first() const noexcept { return events.entries.front().seq; }
    [[nodiscard]] bool has_room(std::size_t bytes) const noexcept {
        return events.text.size() + bytes <= events.text.capacity() &&
               events.entries.size() < events.entries.capacity();
    }
    void append(const history::Burst& burst, const Entry& entry) {
        Entry& kept = events.entries.emplace_back(entry);
        kept.at = static_cast<std::uint32_t>(events.text.size());
        events.text.append(burst.text_of(entry));
        first_time = std::min(first_time, entry.time);
        last_time = std::max(last_time, entry.time);
    }
};

// Blocks as long as they were: what is written behind that is not looked at.
class MemoryHistory::View final : public history::Snapshot {
public:
    explicit View(const std::deque<std::shared_ptr<Block>>& blocks) {
        parts_.reserve(blocks.size());
        for (const auto& block : blocks)
            parts_.push_back(Part{block, block->events.text, block->events.entries, info_of(*block)});
    }

    std::size_t blocks() const noexcept override { return parts_.size(); }
    BlockInfo block(std::size_t index) const noexcept override { return parts_[index].info; }

    // Reading an event is not slower than an index of it would be.
    std::vector<std::uint8_t> candidates(const query::Need& /*need*/, std::size_t begin,
                                         std::size_t end) const override {
        std::vector<std::uint8_t> all(end - begin, 1);
        return all;
    }

    Result<void> read_rows(std::size_t index, history::BlockContent& into) const override {
        const Part& part = parts_[index];
        into.rows.clear();
        for (const Entry& entry : part.entries)
            into.rows.push_back({entry.seq, entry.time, entry.at, entry.bytes, topic_of(part, entry), entry.level});
        return {};
    }
    Result<void> read_text(std::size_t index, history::BlockContent& into) const override {
        into.text = parts_[index].text;
        return {};
    }

    std::optional<std::vector<history::RollupRow>> rollup(std::size_t /*begin*/, std::size_t /*end*/) const override {
        return std::nullopt;
    }
    const std::vector<history::Hole>& holes() const noexcept override { return holes_; }

private:
    struct Part {
        std::shared_ptr<const Block> block;
        std::string_view text;
        std::span<const Entry> entries;
        BlockInfo info;
    };

    static BlockInfo info_of(const Block& block) {
        const auto& entries = block.events.entries;
        return {entries.front().seq, entries.back().seq, static_cast<std::uint32_t>(entries.size()), block.first_time,
                block.last_time};
    }
    static std::string_view topic_of(const Part& part, const Entry& entry) noexcept {
        return history::topic_in(part.text.substr(entry.at, entry.bytes), entry.parts);
    }

    std::vector<Part> parts_;
    const std::vector<history::Hole> holes_;
};

MemoryHistory::MemoryHistory(MemoryLimits limits, std::string epoch) : limits_{limits}, epoch_{std::move(epoch)} {}
MemoryHistory::~MemoryHistory() = default;

Result<void> MemoryHistory::append(const history::Burst& burst) {
    for (const Entry& entry : burst.entries) {
        last_ = entry.seq;
        if (entry.is_excluded) continue;
        block_for(entry.bytes).append(burst, entry);
        ++events_;
        bytes_ += entry.bytes;
    }
    trim();
    return {};
}

MemoryHistory::Block& MemoryHistory::block_for(std::size_t bytes) {
    if (blocks_.empty() || !blocks_.back()->has_room(bytes)) {
        const auto room = std::min<std::uint64_t>(block_bytes, limits_.bytes / blocks_per_limit);
        const auto events = std::min<std::uint64_t>(block_events, limits_.events / blocks_per_limit);
        blocks_.push_back(
            std::make_shared<Block>(std::max<std::size_t>(bytes, room), std::max<std::size_t>(events, 1)));
    }
    return *blocks_.back();
}

std::shared_ptr<const history::Snapshot> MemoryHistory::snapshot() const {
    return std::make_shared<const View>(blocks_);
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
