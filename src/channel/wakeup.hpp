#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace logbeam::channel {

// How the worker sleeps and how producers rouse it. `doze` and `park` are the worker's; the rest is thread-safe.
//
//  1. A producer makes its record visible, then looks at `parked_`.
//  2. Before it parks, the worker stores `parked_`, has every running thread pass a memory barrier, and looks into
//     the queue once more. So either it sees the record, or the producer sees `parked_`: no record waits for a
//     parked worker, and no producer pays for a fence.
//  3. Where the kernel has no such barrier, the worker never parks; it dozes at most `max_doze`.
//  4. `resting_` changes with every doze, `parked_` hardly ever: they lie in lines of their own, so that a log call
//     after a pause does not wait for a line that the worker has just written.
class Wakeup final {
public:
    static constexpr std::chrono::microseconds min_doze{100};
    static constexpr std::chrono::milliseconds max_doze{10};

    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup&) = delete;
    Wakeup& operator=(const Wakeup&) = delete;

    // The worker sleeps until roused, until `descriptor` (or -1) is readable, or for `limit`.
    void doze(std::chrono::nanoseconds limit, int descriptor);

    // As doze, without limit unless one is given; `is_idle` is asked once more when parked (2).
    template <class IsIdle>
    void park(std::optional<std::chrono::nanoseconds> limit, int descriptor, IsIdle is_idle) {
        resting_.store(true, std::memory_order_relaxed);
        parked_.store(true, std::memory_order_relaxed);
        barrier_in_all_threads();
        if (is_idle()) {
            sleep(limit, descriptor);
        }
        parked_.store(false, std::memory_order_relaxed);
        resting_.store(false, std::memory_order_relaxed);
    }

    [[nodiscard]] bool can_park() const noexcept { return can_park_; }

    // The producer's question after each record: only a parked worker needs every record told.
    [[nodiscard]] bool is_parked() const noexcept { return parked_.load(std::memory_order_relaxed); }

    // Of several that find it resting, one makes the system call.
    void rouse_if_resting() noexcept {
        if (resting_.load(std::memory_order_relaxed) && resting_.exchange(false, std::memory_order_relaxed)) {
            rouse();
        }
    }

    // A system call. Safe in a signal handler.
    void rouse() const noexcept;

    [[nodiscard]] std::uint64_t rests() const noexcept { return rests_.load(std::memory_order_relaxed); }

private:
    void sleep(std::optional<std::chrono::nanoseconds> limit, int descriptor);
    static void barrier_in_all_threads() noexcept;

    alignas(64) std::atomic<bool> parked_{false};
    int event_;
    bool can_park_;

    alignas(64) std::atomic<bool> resting_{false};
    std::atomic<std::uint64_t> rests_{0};
};

}  // namespace logbeam::channel
