#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace logbeam::channel {

// How the worker sleeps and how producers rouse it. `pause` is the worker's; the rest is thread-safe.
//
//  1. A producer makes its record visible, then looks at `rest_`.
//  2. Before it parks, the worker stores `parked`, has every running thread pass a memory barrier, and looks
//     into the queue once more. So either it sees the record, or the producer sees `parked`: no record waits
//     for a parked worker, and no producer pays for a fence.
//  3. Where the kernel has no such barrier, the worker never parks; it dozes at most `max_doze`.
class Wakeup final {
public:
    enum class Rest : std::uint8_t { awake, dozing, parked };

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
        rest_.store(Rest::parked, std::memory_order_relaxed);
        barrier_in_all_threads();
        if (is_idle()) {
            sleep(limit, descriptor);
        }
        rest_.store(Rest::awake, std::memory_order_relaxed);
    }

    [[nodiscard]] bool can_park() const noexcept { return can_park_; }

    // The producer's question after each record: only a parked worker needs every record told.
    [[nodiscard]] bool is_parked() const noexcept { return rest_.load(std::memory_order_relaxed) == Rest::parked; }

    // Of several that find it resting, one makes the system call.
    void rouse_if_resting() noexcept {
        if (rest_.load(std::memory_order_relaxed) != Rest::awake &&
            rest_.exchange(Rest::awake, std::memory_order_relaxed) != Rest::awake) {
            rouse();
        }
    }

    // A system call. Safe in a signal handler.
    void rouse() noexcept;

    [[nodiscard]] std::uint64_t rests() const noexcept { return rests_.load(std::memory_order_relaxed); }

private:
    void sleep(std::optional<std::chrono::nanoseconds> limit, int descriptor);
    static void barrier_in_all_threads() noexcept;

    std::atomic<Rest> rest_{Rest::awake};
    std::atomic<std::uint64_t> rests_{0};
    int event_;
    bool can_park_;
};

}  // namespace logbeam::channel
