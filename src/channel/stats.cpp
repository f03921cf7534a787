#include "channel/core.hpp"

#include <algorithm>
#include <numeric>

namespace logbeam {

std::uint64_t ConnectionStats::dropped_for(DropReason reason) const noexcept {
    const PerLevel& levels = dropped_by[static_cast<std::size_t>(reason)];
    return std::accumulate(levels.begin(), levels.end(), std::uint64_t{0});
}

namespace channel {

namespace {

void add(PerLevel& sum, const PerLevel& more) noexcept {
    for (std::size_t level = 0; level < level_count; ++level) {
        sum[level] += more[level];
    }
}

PerLevel& of(ConnectionStats& stats, DropReason reason) noexcept {
    return stats.dropped_by[static_cast<std::size_t>(reason)];
}

}  // namespace

ConnectionStats Core::stats() {
    if (phase_.load(std::memory_order_acquire) == Phase::inert) {
        return {};
    }
    Engine& engine = this->engine();
    // The worker first: what it has drained was enqueued before, so the difference is never negative.
    const WorkerCounts worker = engine.worker.counts();
    const QueueCounts queue = engine.queue.counts();

    ConnectionStats stats;
    stats.dropped_by = worker.dropped;
    add(of(stats, DropReason::queue_full), queue.queue_full);
    for (std::size_t level = 0; level < level_count; ++level) {
        of(stats, DropReason::closed)[level] += closed_[level].load(std::memory_order_relaxed);
    }
    stats.made = queue.below_level + queue.enqueued;
    for (const std::uint64_t refused : queue.queue_full) {
        stats.made += refused;
    }
    stats.made += stats.dropped_for(DropReason::closed);
    stats.queued = queue.enqueued - worker.drained;
    if (!is_open()) {
        // These slipped in between the worker's last look and the closed door.
        of(stats, DropReason::closed)[static_cast<std::size_t>(Level::info)] += std::exchange(stats.queued, 0);
    }
    for (std::size_t reason = 0; reason < drop_reason_count; ++reason) {
        stats.dropped += stats.dropped_for(static_cast<DropReason>(reason));
    }

    stats.below_level = queue.below_level;
    stats.spooled = worker.spooled;
    stats.sent = worker.sent;
    stats.acknowledged = worker.acknowledged;
    stats.recovered = engine.recovered.events;
    stats.cut_messages = queue.cut_messages;
    stats.replaced_bytes = worker.replaced_bytes;
    stats.received = engine.dispatcher.received();
    stats.received_dropped = engine.dispatcher.dropped();
    stats.reconnects = worker.reconnects;
    stats.queued_bytes_high_water = worker.queued_bytes_high_water;
    stats.spooled_bytes = worker.spooled_bytes;
    stats.spooled_bytes_high_water = worker.spooled_bytes_high_water;
    return stats;
}

}  // namespace channel

}  // namespace logbeam
