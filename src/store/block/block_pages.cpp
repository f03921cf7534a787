#include "store/block/block_pages.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {
namespace {

using history::Order;
using history::Page;
using history::PageRequest;
using history::Row;

// Collects a page, and says when it is full.
class PageBuilder {
public:
    explicit PageBuilder(const PageRequest& request) : request_{request} {}

    [[nodiscard]] bool is_full() const noexcept {
        return scanned_ >= request_.max_scanned || page_.events.size() >= request_.max_events ||
               (bytes_ >= request_.max_bytes && !page_.events.empty());
    }
    void offer(const Row& row, std::string_view text) {
        ++scanned_;
        page_.reached = row.seq;
        if (request_.wants && !request_.wants(row.topic)) return;
        if (request_.filter && !request_.filter->matches(history::subject_of(row, text))) return;
        bytes_ += text.size();
        page_.events.push_back({row.seq, text, row.topic, history::parts_of(text, row.topic), row.level, row.time});
    }
    void pass_over(std::uint64_t reached) {
        ++scanned_;
        page_.reached = reached;
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

// The blocks that a page may hold something of, in its order.
class BlockRange {
public:
    BlockRange(const BlockSnapshot& snapshot, const PageRequest& request)
        : is_forward_{request.order == Order::oldest_first} {
        const auto first_where = [&](auto is_beyond) {
            std::size_t low = 0;
            for (std::size_t high = snapshot.blocks(); low < high;) {
                const std::size_t middle = low + (high - low) / 2;
                if (is_beyond(snapshot.summary(middle).info)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        };
        begin_ = is_forward_ ? first_where([&](const auto& block) { return block.last_seq > request.after; }) : 0;
        end_ = is_forward_ ? snapshot.blocks()
                           : first_where([&](const auto& block) { return block.first_seq >= request.before; });
    }
    [[nodiscard]] bool empty() const noexcept { return begin_ >= end_; }
    [[nodiscard]] std::size_t next() noexcept { return is_forward_ ? begin_++ : --end_; }

private:
    bool is_forward_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

// Rows of the block from where the page begins, in its order. Returns false when the page is full before their end.
bool offer_rows(const history::BlockContent& content, const PageRequest& request, PageBuilder& page) {
    const auto offer = [&](const Row& row) {
        const bool has_room = !page.is_full();
        if (has_room) page.offer(row, content.text_of(row));
        return has_room;
    };
    const std::vector<Row>& rows = content.rows;
    if (request.order == Order::oldest_first) {
        const auto first =
            std::partition_point(rows.begin(), rows.end(), [&](const Row& row) { return row.seq <= request.after; });
        return std::all_of(first, rows.end(), offer);
    }
    const auto end =
        std::partition_point(rows.begin(), rows.end(), [&](const Row& row) { return row.seq < request.before; });
    return std::all_of(std::make_reverse_iterator(end), rows.rend(), offer);
}

// Whether a block may hold something for the page. Filters are asked for a group of blocks at a time.
class BlockChoice {
public:
    BlockChoice(const BlockSnapshot& snapshot, const PageRequest& request) : snapshot_{snapshot}, request_{request} {}

    [[nodiscard]] bool is_wanted(std::size_t index) {
        if (snapshot_.is_in_memory(index)) return true;
        const std::vector<std::string_view>& topics = snapshot_.summary(index).topics;
        if (request_.wants && std::none_of(topics.begin(), topics.end(), request_.wants)) return false;
        return !request_.filter || may_match(index);
    }

private:
    bool may_match(std::size_t index) {
        if (index < first_ || index >= first_ + candidates_.size()) {
            first_ = index / group_blocks * group_blocks;
            const std::size_t end = std::min(first_ + group_blocks, snapshot_.blocks());
            candidates_ = snapshot_.candidates(request_.filter->need(), first_, end);
        }
        return candidates_[index - first_] != 0;
    }

    const BlockSnapshot& snapshot_;
    const PageRequest& request_;
    std::size_t first_ = 0;
    std::vector<std::uint8_t> candidates_;
};

}  // namespace

// A block without anything wanted is not read; one that cannot be read is passed over.
Page BlockPages::read(const std::shared_ptr<const BlockSnapshot>& snapshot, const PageRequest& request) {
    shown_.clear();
    snapshot_ = snapshot;
    PageBuilder page{request};
    BlockChoice choice{*snapshot, request};
    for (BlockRange range{*snapshot, request}; !range.empty();) {
        const std::size_t index = range.next();
        const BlockSummary& block = snapshot->summary(index);
        if (page.is_full()) return page.take(false);
        const Content content = choice.is_wanted(index) ? content_of(*snapshot, index) : nullptr;
        if (!content) {
            page.pass_over(request.order == Order::oldest_first ? block.info.last_seq : block.info.first_seq);
        } else if (!offer_rows(*content, request, page)) {
            return page.take(false);
        }
    }
    return page.take(true);
}

BlockPages::Content BlockPages::content_of(const BlockSnapshot& snapshot, std::size_t index) {
    constexpr std::size_t most_held = 8;
    const std::uint64_t seq = snapshot.summary(index).info.first_seq;
    const bool is_sealed = !snapshot.is_in_memory(index);
    if (const auto found = held_.find(seq); is_sealed && found != held_.end()) {
        shown_.push_back(found->second);
        return found->second;
    }
    const auto content = std::make_shared<history::BlockContent>();
    if (!snapshot.read_rows(index, *content) || !snapshot.read_text(index, *content)) return nullptr;
    shown_.push_back(content);
    if (is_sealed) {
        if (held_.size() >= most_held) held_.clear();
        held_.emplace(seq, content);
    }
    return content;
}

}  // namespace logbeam::store
