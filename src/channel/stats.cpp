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
    stats.gaps = worker.gaps;
    stats.missed = worker.missed;
    stats.queued_bytes_high_water = worker.queued_bytes_high_water;
    stats.spooled_bytes = worker.spooled_bytes;
    stats.spooled_bytes_high_water = worker.spooled_bytes_high_water;
    return stats;
}

}  // namespace channel

}  // namespace logbeam
