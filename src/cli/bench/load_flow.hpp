#pragma once

#include "base/guarded.hpp"
#include "cli/bench/bench_options.hpp"

#include <logbeam/result.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace logbeam::cli {

// What the connections of a load know of each other, and what the coordinator tells them. Thread-safe.
class LoadFlow final {
public:
    enum class Phase : std::uint8_t { opening, publishing, draining, stopped };

    explicit LoadFlow(const BenchOptions& options);

    // --- the coordinator ---
    void enter(Phase phase) noexcept { phase_.store(phase, std::memory_order_release); }
    void allow_subscribers(std::size_t count) noexcept { allowed_.store(count, std::memory_order_relaxed); }
    void measure(bool on) noexcept { measuring_.store(on, std::memory_order_relaxed); }
    [[nodiscard]] std::size_t seated() const noexcept { return seated_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t gone() const noexcept { return gone_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t sent() const noexcept;
    [[nodiscard]] std::uint64_t delivered() const noexcept;  // positions of all that are still there
    [[nodiscard]] std::uint64_t missing() const noexcept;    // what they still wait for
    [[nodiscard]] std::optional<Error> failure() const { return *failure_.lock(); }

    // --- everyone ---
    [[nodiscard]] Phase phase() const noexcept { return phase_.load(std::memory_order_acquire); }
    [[nodiscard]] bool is_measuring() const noexcept { return measuring_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t allowed_subscribers() const noexcept { return allowed_.load(std::memory_order_relaxed); }
    void add_seated() noexcept { seated_.fetch_add(1, std::memory_order_relaxed); }
    void fail(Error error);  // the first one ends the run

    // --- publishers ---
    void add_sent(std::size_t topic, std::uint64_t events) noexcept {
        sent_[topic].fetch_add(events, std::memory_order_relaxed);
    }
    // How many events one publisher may send before it asks again; 0 until there is a burst's worth.
    [[nodiscard]] std::uint64_t room() const noexcept;

    // --- subscribers ---
    // Received or known to be lost.
    void set_position(std::size_t subscriber, std::uint64_t events) noexcept {
        positions_[subscriber].store(events, std::memory_order_relaxed);
    }
    void leave(std::size_t subscriber) noexcept;
    [[nodiscard]] std::uint64_t sent_to(std::size_t subscriber) const noexcept {
        return sent_[subscriber % sent_.size()].load(std::memory_order_relaxed);
    }

private:
    static constexpr std::uint64_t left = ~std::uint64_t{0};

    const std::uint64_t window_;
    const std::uint64_t publishers_;
    std::atomic<Phase> phase_{Phase::opening};
    std::atomic<bool> measuring_{false};
    std::atomic<std::size_t> allowed_{0};
    std::atomic<std::size_t> seated_{0};
    std::atomic<std::size_t> gone_{0};
    std::vector<std::atomic<std::uint64_t>> sent_;       // by topic
    std::vector<std::atomic<std::uint64_t>> positions_;  // by subscriber
    Guarded<std::optional<Error>> failure_;
};

}  // namespace logbeam::cli
