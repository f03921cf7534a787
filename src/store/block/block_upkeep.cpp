#include "store/block/block_history.hpp"
#include "store/block/retention.hpp"

#include <algorithm>
#include <utility>
#include <variant>

// What keeps a BlockHistory within its bounds, and takes over what its sealer has done.
namespace logbeam::store {

// A wall clock that jumps while the program runs makes nothing older.
Timestamp BlockHistory::now() const noexcept {
    return opened_wall_ + (clock_.steady_now() - opened_at_);
}

void BlockHistory::notice(const std::string& line) const {
    if (options_.on_notice) options_.on_notice(line);
}

void BlockHistory::tick() {
    if (!sealer_) return;
    sealer_->try_again();
    collect();
    const bool is_old = clock_.steady_now() - open_block_since_ >= options_.flush_age;
    if (recent_.has_open_events() && is_old) submit(recent_.close());
    free_bytes_ = files_.free_bytes(options_.directory);
    enforce_limits();
    drop_old_retained();
    tell_damage();
}

void BlockHistory::settle() {
    if (!sealer_) return;
    do {
        sealer_->settle();
        collect();
    } while (is_retiring_ && !sealer_->is_failing());
    sealer_->settle();  // what goes with what was collected
    sealer_->settle();  // what was collected may have let segments go
}

void BlockHistory::collect() {
    const std::vector<SealerNews> news = sealer_->collect();
    for (const SealerNews& each : news)
        std::visit([this](const auto& item) { take(item); }, each);
    if (news.empty()) return;
    current_.reset();
    enforce_limits();
}

void BlockHistory::take(const BlockSealed& sealed) {
    segments_.on(sealed);
    recent_.forget(sealed.number);
    if (auto released = tail_.release(sealed.number); !released) counts_.last_error = released.error().detail;
}

void BlockHistory::take(const SegmentSealed& sealed) {
    segments_.on(sealed);
    ends_segment_ = false;
}

void BlockHistory::take(const SegmentRetired& retired) {
    is_retiring_ = false;
    retained_.on(retired);
    if (!segments_.all().empty() && segments_.all().front().first_seq() == retired.first_seq) forget(segments_.take(0));
}

void BlockHistory::take(const SealerProblem& problem) {
    if (counts_.last_error == problem.error.detail) return;
    counts_.last_error = problem.error.detail;
    notice("the store cannot be written, it is tried again: " + problem.error.detail);
}

// Looks at the disk once a second.
Result<void> BlockHistory::check_room() {
    const auto steady = clock_.steady_now();
    if (steady - checked_room_at_ >= std::chrono::seconds{1}) {
        checked_room_at_ = steady;
        free_bytes_ = files_.free_bytes(options_.directory);
        sealer_->try_again();
        enforce_limits();
    }
    if (free_bytes_ < options_.min_free) {
        return Error{ErrorCode::store_unavailable, "'" + options_.directory + "' has " + std::to_string(free_bytes_) +
                                                       " bytes free, " + std::to_string(options_.min_free) +
                                                       " are to stay free"};
    }
    if (sealer_->is_stuck()) return Error{ErrorCode::store_unavailable, counts_.last_error};
    return {};
}

void BlockHistory::enforce_limits() {
    while (!is_retiring_ && !segments_.all().empty()) {
        const SegmentView& oldest = segments_.all().front();
        const StoreSize size{segments_.events() + recent_.events(),
                             segments_.bytes() + retained_.bytes() + tail_.bytes(), free_bytes_};
        if (!must_go(oldest, size, options_, now())) return;
        if (!oldest.is_sealed) {
            // It is the one that grows: a quiet broker's for ever, and where the disk is full it alone may be in the way.
            const bool is_due = oldest.arrived < now() - options_.keep_age || free_bytes_ < options_.min_free;
            if (!ends_segment_ && is_due) {
                ends_segment_ = true;
                sealer_->end_segment();
            }
            return;
        }
        drop_oldest();
        const std::uint64_t free_before = std::exchange(free_bytes_, files_.free_bytes(options_.directory));
        // A file that a snapshot reads gives nothing back yet: the next one waits for the next look.
        if (free_before < options_.min_free && free_bytes_ <= free_before) return;
    }
}

void BlockHistory::drop_oldest() {
    current_.reset();
    if (options_.retain.empty()) return forget(segments_.take(0));
    is_retiring_ = true;
    RetireOrder order;
    order.segment = segments_.all().front();
    for (const RetainRule& rule : options_.retain)
        order.retain.push_back(rule.program);
    sealer_->retire(std::move(order));
}

// Snapshots go on reading it: its connection stays open as long as they are there.
void BlockHistory::forget(const SegmentView& segment) {
    counts_.trimmed += segment.events;
    const auto last = segment.blocks == 0 ? 0 : segment.block(segment.blocks - 1).summary.info.last_seq;
    holes_.erase(std::remove_if(holes_.begin(), holes_.end(), [&](const auto& hole) { return hole.last <= last; }),
                 holes_.end());
    // Where no event is left to say how far the seqs came, this file does.
    if (segments_.all().empty() && unsaved_holes_.empty()) static_cast<void>(epoch_file_.restore(through_).ok());
    sealer_->remove(segment.file->path());
}

void BlockHistory::drop_old_retained() {
    std::chrono::hours longest{0};
    for (const RetainRule& rule : options_.retain)
        longest = std::max(longest, rule.age);
    while (!retained_.all().empty() && !is_retiring_ && retained_.all().front().arrived < now() - longest) {
        current_.reset();
        const SegmentView dropped = retained_.take(0);
        if (retained_.all().empty()) sealer_->forget_retained();  // it is the one that is written
        sealer_->remove(dropped.file->path());
    }
}

void BlockHistory::tell_damage() {
    const std::uint64_t blocks = segments_.damaged_blocks() + retained_.damaged_blocks();
    const std::uint64_t parts = segments_.damaged_parts() + retained_.damaged_parts();
    const std::string advice = "; restore '" + options_.directory + "' from a copy";
    if (blocks > counts_.damaged_blocks) {
        const std::string count = std::to_string(blocks - counts_.damaged_blocks);
        notice(count + " blocks of the store cannot be read, they are passed over" + advice);
        current_.reset();
    }
    if (parts > counts_.damaged_parts) {
        counts_.last_error = std::to_string(parts - counts_.damaged_parts) + " parts of the store's index are damaged";
        notice(counts_.last_error + ", it does without them: events are there, searches take longer" + advice);
    }
    counts_.damaged_blocks = blocks;  // fewer, where a segment has gone
    counts_.damaged_parts = parts;
}

}  // namespace logbeam::store
