#include "channel/core.hpp"
#include "channel/per_level.hpp"

#include <utility>

namespace logbeam {

std::uint64_t ConnectionStats::dropped_for(DropReason reason) const noexcept {
    return channel::total(dropped_by[static_cast<std::size_t>(reason)]);
}

namespace channel {

namespace {

PerLevel& of(ConnectionStats& stats, DropReason reason) noexcept {
    return stats.dropped_by[static_cast<std::size_t>(reason)];
}

std::uint64_t total_dropped(const ConnectionStats& stats) noexcept {
    std::uint64_t sum = 0;
    for (const PerLevel& levels : stats.dropped_by)
        sum += total(levels);
    return sum;
}

}  // namespace

// While the connection is open: made = below_level + dropped + queued + spooled + acknowledged.
ConnectionStats Engine::stats() const {
    // The worker first: what it has drained was enqueued before, so the difference is never negative.
    const WorkerCounts done = worker.counts();
    const QueueCounts taken = queue.counts();

    ConnectionStats stats;
    stats.dropped_by = done.dropped;
    add(of(stats, DropReason::queue_full), taken.queue_full);
    stats.dropped = total_dropped(stats);
    stats.made = taken.below_level + taken.enqueued + total(taken.queue_full);
    stats.below_level = taken.below_level;
    stats.queued = taken.enqueued - done.drained;
    stats.spooled = done.spooled;
    stats.sent = done.sent;
    stats.acknowledged = done.acknowledged;
    stats.at_most_once = done.at_most_once;
    stats.recovered = recovered.events;
    stats.cut_messages = taken.cut_messages;
    stats.replaced_bytes = done.replaced_bytes;
    stats.received = dispatcher.received();
    stats.received_dropped = dispatcher.dropped();
    stats.reconnects = done.reconnects;
    stats.gaps = done.gaps;
    stats.missed = done.missed;
    stats.queued_bytes_high_water = done.queued_bytes_high_water;
    stats.spooled_bytes = done.spooled_bytes;
    stats.spooled_bytes_high_water = done.spooled_bytes_high_water;
    return stats;
}

wire::Account Engine::account() const {
    const ConnectionStats stats = this->stats();
    return {stats.made, stats.below_level, stats.queued, stats.spooled, stats.acknowledged, stats.dropped};
}

ConnectionStats Core::stats() {
    if (phase_.load(std::memory_order_acquire) == Phase::inert) {
        return {};
    }
    ConnectionStats stats = engine().stats();
    for (std::size_t level = 0; level < level_count; ++level) {
        const std::uint64_t refused = closed_[level].load(std::memory_order_relaxed);
        of(stats, DropReason::closed)[level] += refused;
        stats.made += refused;
    }
    if (!is_open()) {
        // These slipped in between the worker's last look and the closed door.
        of(stats, DropReason::closed)[static_cast<std::size_t>(Level::info)] += std::exchange(stats.queued, 0);
    }
    stats.dropped = total_dropped(stats);
    return stats;
}

}  // namespace channel

}  // namespace logbeam
