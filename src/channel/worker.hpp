#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "channel/encoder.hpp"
#include "channel/link.hpp"
#include "channel/queue.hpp"
#include "channel/reporter.hpp"
#include "channel/spool.hpp"
#include "channel/wakeup.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/drops.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace logbeam::channel {

// What the worker has counted; taken as a whole, so that its sums close.
struct WorkerCounts {
    std::uint64_t drained = 0;  // records taken from the queue
    std::array<PerLevel, drop_reason_count> dropped{};
    std::uint64_t spooled = 0;  // sealed or about to be
    std::uint64_t sent = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t at_most_once = 0;
    std::uint64_t replaced_bytes = 0;
    std::uint64_t reconnects = 0;
    std::uint64_t gaps = 0;
    std::uint64_t missed = 0;
    std::size_t queued_bytes_high_water = 0;
    std::size_t spooled_bytes = 0;
    std::size_t spooled_bytes_high_water = 0;
};

// The neighbours of a worker.
struct WorkerParts {
    Queue& queue;
    Wakeup& wakeup;
    Spool& spool;
    Link& link;
    Clock& clock;
    Reporter& reporter;
};

// Takes records out of the queue, numbers, encodes and batches them, keeps the spool moving. It has no thread:
// `run` is the loop of one, `turn` a single round, for tests. Every record that it takes gets the next number,
// be it sent or dropped; numbers of dropped ones travel as holes. Confined; `counts` and `flush` are for any
// thread.
class Worker final {
public:
    Worker(WorkerParts parts, Origin origin, const ConnectionOptions& options);

    // Until stop is called; then takes what is left in the queue.
    void run();
    void stop() noexcept;

    // One round: takes, encodes, sends. After all but a full round the worker rests a little, for a round at the
    // heels of a producer slows both down.
    enum class Turn : std::uint8_t { idle, worked, more_waits };
    Turn turn();

    // Waits until all that was enqueued before is settled; false on time-out, and when the worker has ended.
    bool flush(std::chrono::milliseconds timeout);

    // In a signal handler: asks for one whole drain and waits for it.
    void rescue(std::chrono::milliseconds limit) noexcept;

    [[nodiscard]] WorkerCounts counts() const { return *counts_.lock(); }

private:
    // A flush that waits until everything up to a number is settled.
    struct PendingFlush {
        std::uint64_t ticket;
        std::uint64_t through;
    };

    struct Settled {
        std::uint64_t ticket = 0;
        bool is_last = false;  // the worker has ended: no other will come
    };

    std::size_t drain(std::size_t records_per_lane);
    void visit(Lane* lane);
    [[nodiscard]] bool take(RecordHeader& record);
    [[nodiscard]] bool must_shed() const noexcept;
    [[nodiscard]] bool make_room(std::size_t bytes);
    void number_refused(const PerLevel& refused, PerLevel& numbered);
    void drop(DropReason reason, Level level, std::uint64_t counter);
    void close_hole();
    void seal();
    void settle_flushes();
    void publish_counts();
    void rest();

    WorkerParts parts_;
    const OverflowPolicy overflow_;
    const std::size_t batch_bytes_;
    const std::string publisher_;
    Encoder encoder_;
    wire::BatchBuilder builder_;

    std::uint64_t last_counter_ = 0;
    PerLevel batch_levels_{};
    std::optional<wire::Hole> hole_;
    Lane* visited_ = nullptr;
    bool held_back_ = false;  // the last drain left records where they are
    bool closing_ = false;
    WorkerCounts current_;
    bool changed_ = true;

    std::chrono::nanoseconds doze_ = Wakeup::min_doze;
    std::chrono::steady_clock::time_point last_work_;

    std::atomic<bool> stopping_{false};
    std::atomic<std::uint64_t> flushes_asked_{0};
    std::uint64_t flushes_taken_ = 0;
    std::vector<PendingFlush> pending_flushes_;
    Guarded<Settled> flushes_settled_;
    std::condition_variable flush_settled_;
    std::atomic<std::uint64_t> flushes_spooled_{0};
    Guarded<WorkerCounts> counts_;
};

}  // namespace logbeam::channel
