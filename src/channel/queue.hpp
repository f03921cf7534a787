#pragma once

#include "base/guarded.hpp"
#include "channel/lane.hpp"
#include "channel/shared_lane.hpp"
#include "channel/wakeup.hpp"

#include <logbeam/drops.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace logbeam::channel {

struct QueueLimits {
    std::size_t lane_bytes = 256 * 1024;
    std::size_t total_bytes = 32 << 20;
    std::size_t max_record_bytes = 80 * 1024;
};

// What all producers of a queue have counted.
struct QueueCounts {
    std::uint64_t enqueued = 0;
    std::uint64_t below_level = 0;
    std::uint64_t cut_messages = 0;
    PerLevel queue_full{};

    void add(const LaneCounts& counts) noexcept;
};

// The lane that this thread used last, and the queue it belongs to.
struct NearestLane {
    std::uint64_t queue = 0;
    Lane* lane = nullptr;
};
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): each thread has its own
inline thread_local constinit NearestLane nearest_lane{};

// From any number of publishing threads to one worker. Each thread has a lane of its own, made at its first
// record and found again through a thread-local pointer; threads without one share the SharedLane.
//
//  1. A lane is written by the thread that made it and read by the worker; both own it, and the last frees it.
//  2. A thread's records all go through one lane while the thread lives, so its order is kept.
//  3. A thread marks its lane abandoned when it ends; the worker takes an empty abandoned lane off the list
//     and adds its counts to `retired` under the list's lock, so that no count is seen twice or not at all.
//  4. Queue ids are never used twice, so that a thread-local pointer to a lane cannot outlive its queue.
//
// `lane`, `shared`, `counts` are thread-safe; `drain` is the worker's.
class alignas(64) Queue final {
public:
    explicit Queue(const QueueLimits& limits);
    ~Queue();
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    // The calling thread's lane if that is the one it used last: nothing else is looked at.
    [[nodiscard]] Lane* nearest() const noexcept { return nearest_lane.queue == id_ ? nearest_lane.lane : nullptr; }

    // The calling thread's lane, made if need be; nullptr where the thread must use the shared one.
    [[nodiscard]] Lane* lane() noexcept;

    [[nodiscard]] SharedLane& shared() noexcept { return shared_; }
    [[nodiscard]] std::size_t max_record_bytes() const noexcept { return max_record_bytes_; }

    // Calls `take(RecordHeader&)` for up to `limit` records of each lane, in order per thread, and ends each
    // afterwards; where it says false, the record stays and the drain is over. Before a lane is read,
    // `visit(Lane*)`, with nullptr for the shared one. Returns how many were taken.
    template <class Visit, class Take>
    std::size_t drain(std::size_t limit, Visit visit, Take take) {
        adopt_lanes();
        std::size_t taken = 0;
        const std::size_t ways = lanes_.size() + 1;  // the last is the shared one
        ++first_way_;
        for (std::size_t way = 0; way < ways; ++way) {
            const std::size_t index = (first_way_ + way) % ways;
            Lane* lane = index < lanes_.size() ? lanes_[index].get() : nullptr;
            visit(lane);
            taken += lane != nullptr ? drain_lane(*lane, limit, take) : drain_shared(limit, take);
        }
        retire_lanes();
        return taken;
    }

    [[nodiscard]] bool is_empty() noexcept;  // the worker's
    [[nodiscard]] QueueCounts counts() const;

    // What threads without a lane were refused.
    struct SharedCounts {
        std::atomic<std::uint64_t> below_level{0};
        std::atomic<std::uint64_t> cut_messages{0};
        std::array<std::atomic<std::uint64_t>, level_count> queue_full{};
    };
    SharedCounts shared_counts;
    PerLevel shared_numbered{};  // the worker's, as Lane::numbered

    // For the child of a fork: this thread's lanes belong to the parent's queues.
    static void forget_lanes_of_this_thread() noexcept;

private:
    struct Listed {
        std::vector<std::shared_ptr<Lane>> lanes;
        QueueCounts retired;
    };

    std::shared_ptr<Lane> make_lane();  // nullptr when all are taken
    void adopt_lanes();
    void retire_lanes();

    template <class Take>
    static std::size_t drain_lane(Lane& lane, std::size_t limit, Take& take) {
        const std::uint64_t end = lane.end();  // what comes meanwhile is for the next drain
        std::size_t taken = 0;
        while (taken < limit && lane.begin() != end) {
            RecordHeader* record = lane.front();
            if (record == nullptr || !take(*record)) {
                break;
            }
            destroy(*record);
            lane.pop(*record);
            ++taken;
        }
        return taken;
    }

    template <class Take>
    std::size_t drain_shared(std::size_t limit, Take& take) {
        const std::uint64_t waiting = shared_.waiting();
        std::size_t taken = 0;
        while (taken < limit && taken < waiting) {
            RecordHeader* record = shared_.front();
            if (record == nullptr || !take(*record)) {
                break;
            }
            destroy(*record);
            shared_.pop();
            ++taken;
        }
        return taken;
    }

    const std::uint64_t id_;
    const std::size_t lane_bytes_;
    const std::size_t max_lanes_;
    const std::size_t max_record_bytes_;
    SharedLane shared_;

    Guarded<Listed> listed_;
    std::atomic<std::uint64_t> listed_version_{0};

    std::uint64_t adopted_version_ = 0;         // the worker's
    std::vector<std::shared_ptr<Lane>> lanes_;  // the worker's copy of the list
    std::size_t first_way_ = 0;                 // the worker's: each lane is first in turn, for room may be scarce
};

}  // namespace logbeam::channel
