#include "history/search.hpp"

#include "event/topic_match.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::history {
namespace {

constexpr std::size_t blocks_per_look = 256;

using query::Need;

Need need_of(const query::Program* program, const SearchRange& range) {
    Need need;
    need.kind = Need::Kind::all_of;
    if (range.from != Timestamp::min() || range.to != Timestamp::max()) {
        Need time;
        time.kind = Need::Kind::time;
        time.from = range.from;
        time.to = range.to;
        need.parts.push_back(std::move(time));
    }
    if (program != nullptr) need.parts.push_back(program->need());
    return need;
}

// By the order of the seqs: the answer is no for the blocks before it, and yes from it on.
template <class IsBeyond>
std::size_t first_block_where(const Snapshot& snapshot, IsBeyond is_beyond) {
    std::size_t first = 0;
    std::size_t count = snapshot.blocks();
    while (count > 0) {
        const std::size_t half = count / 2;
        if (is_beyond(snapshot.block(first + half))) {
            count = half;
        } else {
            first += half + 1;
            count -= half + 1;
        }
    }
    return first;
}

std::uint8_t bit_of(std::optional<Level> level) noexcept {
    return level ? static_cast<std::uint8_t>(1U << static_cast<unsigned>(*level)) : Need::no_level;
}

}  // namespace

bool may_have(const Need& need, const Row& row) {
    const auto has = [&row](const Need& part) { return may_have(part, row); };
    switch (need.kind) {
        case Need::Kind::nothing: return false;
        case Need::Kind::all_of: return std::all_of(need.parts.begin(), need.parts.end(), has);
        case Need::Kind::any_of: return std::any_of(need.parts.begin(), need.parts.end(), has);
        case Need::Kind::levels: return (need.levels & bit_of(row.level)) != 0;
        case Need::Kind::topic: return event::topic_matches(need.text, row.topic);
        case Need::Kind::time: return row.time >= need.from && row.time <= need.to;
        case Need::Kind::anything:
        case Need::Kind::word:
        case Need::Kind::pair:
        case Need::Kind::piece: return true;
    }
    return true;
}

Search::Search(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const query::Program> program,
               SearchRange range, Order order, Depth depth)
    : snapshot_{std::move(snapshot)},
      program_{program && !program->is_everything() ? std::move(program) : nullptr},
      range_{std::move(range)},
      order_{order},
      needs_text_{depth == Depth::texts || program_ != nullptr},
      need_{need_of(program_.get(), range_)},
      first_{first_block_where(*snapshot_, [this](const auto& block) { return block.last_seq > range_.after; })},
      end_{std::max(first_, first_block_where(
                                *snapshot_, [this](const auto& block) { return block.first_seq >= range_.before; }))} {
    progress_.blocks = end_ - first_;
    progress_.reached = order == Order::newest_first ? range_.before : range_.after;
}

// The block with this number in the order of the search.
std::size_t Search::position(std::size_t number) const noexcept {
    return order_ == Order::oldest_first ? first_ + number : end_ - 1 - number;
}

void Search::find_candidates() {
    const std::size_t count = std::min(blocks_per_look, end_ - first_ - next_);
    const std::size_t begin = order_ == Order::oldest_first ? first_ + next_ : end_ - next_ - count;
    candidates_ = snapshot_->candidates(need_, begin, begin + count);
    if (order_ == Order::newest_first) std::reverse(candidates_.begin(), candidates_.end());
    candidates_from_ = next_;
}

bool Search::step(const Take& take) {
    while (next_ < end_ - first_) {
        if (next_ >= candidates_from_ + candidates_.size()) {
            find_candidates();
            const bool has_any = std::find(candidates_.begin(), candidates_.end(), 1) != candidates_.end();
            if (!has_any) {
                progress_.skipped += candidates_.size();
                next_ += candidates_.size();
                return next_ < end_ - first_;
            }
        }
        const std::size_t number = next_++;
        if (candidates_[number - candidates_from_] == 0) {
            ++progress_.skipped;
            continue;
        }
        if (!search(position(number), take)) {
            next_ = end_ - first_;
            return false;
        }
        return next_ < end_ - first_;
    }
    return false;
}

bool Search::search(std::size_t block, const Take& take) {
    ++progress_.scanned;
    if (!snapshot_->read_rows(block, content_)) {
        ++progress_.damaged;
        return true;
    }
    progress_.events += content_.rows.size();
    if (choose_rows() && (!needs_text_ || snapshot_->read_text(block, content_))) {
        for (const std::uint32_t index : chosen_) {
            if (!offer(content_.rows[index], take)) return false;
        }
    } else if (!chosen_.empty()) {
        ++progress_.damaged;
    }
    const BlockInfo info = snapshot_->block(block);
    progress_.reached = order_ == Order::oldest_first ? info.last_seq : info.first_seq;
    return true;
}

// Whether there is any row that may match; texts are read only then.
bool Search::choose_rows() {
    chosen_.clear();
    const auto is_wanted = [this](const Row& row) {
        return row.seq > range_.after && row.seq < range_.before && row.time >= range_.from && row.time <= range_.to &&
               may_have(need_, row) && (!range_.wants || range_.wants(row.topic));
    };
    const std::vector<Row>& rows = content_.rows;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (is_wanted(rows[i])) chosen_.push_back(i);
    }
    if (order_ == Order::newest_first) std::reverse(chosen_.begin(), chosen_.end());
    return !chosen_.empty();
}

bool Search::offer(const Row& row, const Take& take) {
    const std::string_view text = needs_text_ ? content_.text_of(row) : std::string_view{};
    if (program_ && !program_->matches(subject_of(row, text))) return true;
    ++progress_.matched;
    progress_.reached = row.seq;
    return take(row, text);
}

}  // namespace logbeam::history
