#include "channel/worker.hpp"

#include "channel/per_level.hpp"

#include <algorithm>
#include <ctime>
#include <memory>
#include <utility>

namespace logbeam::channel {

namespace {

constexpr std::size_t usual_records_per_lane = 256;
constexpr std::size_t all_records = SIZE_MAX;
constexpr std::size_t max_batch_events = 1024;
constexpr std::size_t usual_batch_bytes = 64 * 1024;
constexpr std::chrono::seconds idle_before_parking{3};

}  // namespace

Worker::Worker(WorkerParts parts, Origin origin, const ConnectionOptions& options)
    : parts_{parts},
      overflow_{options.overflow},
      batch_bytes_{std::min(usual_batch_bytes, std::max<std::size_t>(options.spool_bytes / 8, 1))},
      publisher_{origin.publisher},
      encoder_{std::move(origin), options, parts.reporter},
      builder_{publisher_},
      last_work_{parts.clock.steady_now()} {}

void Worker::run() {
    while (!stopping_.load(std::memory_order_acquire)) {
        if (turn() != Turn::more_waits) {
            rest();
        }
    }
    closing_ = true;  // what comes too late for a full spool is dropped, whatever the policy
    drain(all_records);
    seal();
    parts_.link.drive();
    parts_.link.close();
    changed_ = true;
    publish_counts();
    settle_flushes();
    flushes_settled_.with([](Settled& now) { now.is_last = true; });
    flush_settled_.notify_all();
}

void Worker::stop() noexcept {
    stopping_.store(true, std::memory_order_release);
    parts_.wakeup.rouse();
}

Worker::Turn Worker::turn() {
    const std::uint64_t asked = flushes_asked_.load(std::memory_order_acquire);
    const bool flushing = asked != flushes_taken_;
    const std::size_t drained = drain(flushing ? all_records : usual_records_per_lane);
    seal();
    if (flushing && !held_back_) {
        flushes_taken_ = asked;
        pending_flushes_.push_back({asked, last_counter_});
        flushes_spooled_.store(asked, std::memory_order_release);
    }
    const bool moved = parts_.link.drive();
    changed_ = changed_ || drained != 0 || moved;
    publish_counts();
    settle_flushes();  // last: who returns from flush finds it in the counts
    if (drained == 0 && !moved) {
        return Turn::idle;
    }
    doze_ = Wakeup::min_doze;
    last_work_ = parts_.clock.steady_now();
    return drained >= usual_records_per_lane ? Turn::more_waits : Turn::worked;
}

bool Worker::flush(std::chrono::milliseconds timeout) {
    const std::uint64_t ticket = flushes_asked_.fetch_add(1, std::memory_order_acq_rel) + 1;
    parts_.wakeup.rouse();
    auto settled = flushes_settled_.lock();
    (void)settled.wait_for(flush_settled_, timeout,
                           [ticket](const Settled& now) { return now.ticket >= ticket || now.is_last; });
    return settled->ticket >= ticket;
}

void Worker::rescue(std::chrono::milliseconds limit) noexcept {
    const std::uint64_t ticket = flushes_asked_.fetch_add(1, std::memory_order_acq_rel) + 1;
    parts_.wakeup.rouse();
    constexpr timespec nap{0, 1'000'000};
    for (auto waited = std::chrono::milliseconds{0}; waited < limit; waited += std::chrono::milliseconds{1}) {
        if (flushes_spooled_.load(std::memory_order_acquire) >= ticket) {
            return;
        }
        ::nanosleep(&nap, nullptr);
    }
}

std::size_t Worker::drain(std::size_t records_per_lane) {
    held_back_ = false;
    return parts_.queue.drain(
        records_per_lane, [this](Lane* lane) { visit(lane); }, [this](RecordHeader& record) { return take(record); });
}

void Worker::visit(Lane* lane) {
    visited_ = lane;
    if (lane == nullptr) {
        PerLevel refused{};
        for (std::size_t level = 0; level < level_count; ++level) {
            refused[level] = parts_.queue.shared_counts.queue_full[level].load(std::memory_order_relaxed);
        }
        number_refused(refused, parts_.queue.shared_numbered);
        return;
    }
    current_.queued_bytes_high_water = std::max(current_.queued_bytes_high_water, lane->pending_bytes());
    PerLevel refused{};
    for (std::size_t level = 0; level < level_count; ++level) {
        refused[level] = lane->counts.queue_full[level].get();
    }
    number_refused(refused, lane->numbered);
}

// What a producer had to drop itself takes numbers too, about where it happened.
void Worker::number_refused(const PerLevel& refused, PerLevel& numbered) {
    if (refused == numbered) {
        return;
    }
    PerLevel news{};
    for (std::size_t level = 0; level < level_count; ++level) {
        news[level] = refused[level] - numbered[level];
    }
    numbered = refused;
    const std::uint64_t count = total(news);
    // While nothing is taken, the refusals of all lanes are one hole that grows: it waits for room (see seal).
    const bool goes_on =
        hole_ && hole_->reason == DropReason::queue_full && hole_->first + hole_->count == last_counter_ + 1;
    if (!goes_on) {
        close_hole();
        hole_ = wire::Hole{last_counter_ + 1, 0, DropReason::queue_full, {}};
    }
    hole_->count += count;
    add(hole_->levels, news);
    last_counter_ += count;
    changed_ = true;
}

bool Worker::take(RecordHeader& record) {
    if (must_shed()) {
        ++current_.drained;
        drop(DropReason::queue_full, record.level, ++last_counter_);
        return true;
    }
    if (!make_room(record.bytes)) {
        if (overflow_ == OverflowPolicy::block && !closing_) {
            held_back_ = true;
            return false;
        }
        ++current_.drained;
        drop(DropReason::spool_full, record.level, ++last_counter_);
        return true;
    }

    ++current_.drained;
    const std::uint64_t counter = ++last_counter_;
    close_hole();
    if (const auto reason = encoder_.encode(record, counter, builder_)) {
        drop(*reason, record.level, counter);
    } else {
        ++batch_levels_[static_cast<std::size_t>(record.level)];
    }
    if (builder_.bytes() >= batch_bytes_ || builder_.events() >= max_batch_events) {
        seal();
    }
    return true;
}

// Under drop_oldest a lane that is nearly full loses its oldest records before its producer has to refuse new ones.
bool Worker::must_shed() const noexcept {
    return overflow_ == OverflowPolicy::drop_oldest && visited_ != nullptr &&
           visited_->pending_bytes() > visited_->capacity() / 4 * 3;
}

bool Worker::make_room(std::size_t bytes) {
    while (!parts_.spool.has_room_for(builder_.bytes() + 2 * bytes)) {
        if (overflow_ != OverflowPolicy::drop_oldest) {
            return false;
        }
        const PerLevel lost = parts_.spool.drop_oldest();
        if (total(lost) == 0) {
            return false;
        }
        add(current_.dropped[static_cast<std::size_t>(DropReason::spool_full)], lost);
    }
    return true;
}

void Worker::drop(DropReason reason, Level level, std::uint64_t counter) {
    const auto index = static_cast<std::size_t>(level);
    ++current_.dropped[static_cast<std::size_t>(reason)][index];
    if (!hole_ || hole_->reason != reason || hole_->first + hole_->count != counter) {
        close_hole();
        hole_ = wire::Hole{counter, 0, reason, {}};
    }
    ++hole_->count;
    ++hole_->levels[index];
}

void Worker::close_hole() {
    if (hole_) {
        builder_.add_hole(*hole_);
        hole_.reset();
    }
}

void Worker::seal() {
    // While the spool has no room a growing hole is kept back, so that one batch tells of all of it.
    if (builder_.empty() && (!hole_ || !(parts_.spool.has_room_for(0) || closing_))) {
        return;
    }
    close_hole();
    Batch batch;
    batch.publisher = publisher_;
    batch.first = builder_.first();
    batch.last = builder_.last();
    batch.events = builder_.events();
    batch.levels = std::exchange(batch_levels_, PerLevel{});
    batch.bytes = builder_.seal();
    parts_.spool.append(std::make_shared<const Batch>(std::move(batch)));
}

void Worker::settle_flushes() {
    if (pending_flushes_.empty()) {
        return;
    }
    const std::uint64_t kept_back = hole_ ? hole_->first - 1 : last_counter_;
    const std::uint64_t through = parts_.spool.settled_through(publisher_, kept_back);
    std::uint64_t settled = 0;
    std::erase_if(pending_flushes_, [&](const PendingFlush& flush) {
        if (flush.through > through) {
            return false;
        }
        settled = std::max(settled, flush.ticket);
        return true;
    });
    if (settled != 0) {
        flushes_settled_.with([settled](Settled& now) { now.ticket = std::max(now.ticket, settled); });
        flush_settled_.notify_all();
    }
}

void Worker::publish_counts() {
    if (!changed_) {
        return;
    }
    changed_ = false;
    current_.spooled = parts_.spool.events() + builder_.events();
    current_.sent = parts_.link.sent();
    current_.acknowledged = parts_.link.acknowledged();
    current_.at_most_once = parts_.link.at_most_once();
    current_.reconnects = parts_.link.reconnects();
    current_.gaps = parts_.link.gaps();
    current_.missed = parts_.link.missed();
    current_.replaced_bytes = encoder_.replaced_bytes();
    current_.spooled_bytes = parts_.spool.bytes();
    current_.spooled_bytes_high_water = parts_.spool.high_water();
    *counts_.lock() = current_;
}

void Worker::rest() {
    const auto now = parts_.clock.steady_now();
    const auto deadline = parts_.link.deadline();
    const bool may_park = parts_.wakeup.can_park() && now - last_work_ >= idle_before_parking &&
                          !parts_.link.needs_polling() && pending_flushes_.empty() && !held_back_;
    if (may_park) {
        std::optional<std::chrono::nanoseconds> limit;
        if (deadline) {
            limit = std::max(*deadline - now, std::chrono::steady_clock::duration::zero());
        }
        parts_.wakeup.park(limit, parts_.link.descriptor(), [this] {
            return parts_.queue.is_empty() && flushes_asked_.load(std::memory_order_acquire) == flushes_taken_ &&
                   !stopping_.load(std::memory_order_acquire);
        });
        return;
    }
    parts_.wakeup.doze(doze_, parts_.link.descriptor());
    doze_ = std::min<std::chrono::nanoseconds>(doze_ * 2, Wakeup::max_doze);
}

}  // namespace logbeam::channel
