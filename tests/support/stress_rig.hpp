#pragma once

#include "channel/core.hpp"
#include "support/faulty_connection.hpp"
#include "support/faulty_transport.hpp"
#include "support/receiver.hpp"
#include "support/witness.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::test {

// A failing transport with a receiver and a witness behind it. Must outlive its connections.
struct StressRig {
    Faults faults;
    std::atomic<unsigned> acknowledgements_late{0};  // in calls of drive
    Receiver receiver{false};
    Witness witness;

    [[nodiscard]] std::shared_ptr<channel::Core> core(ConnectionOptions options = {}) {
        options.on_error = [](const Error& /*expected here*/) {};
        return channel::Core::make(std::move(options), [this]() -> std::unique_ptr<transport::Transport> {
            return std::make_unique<WitnessedTransport>(std::make_unique<FaultyTransport>(faults, receiver), receiver,
                                                        witness, acknowledgements_late);
        });
    }
    [[nodiscard]] Connection connect(ConnectionOptions options = {}) { return Connection{core(std::move(options))}; }
};

// How long something may take that is expected to happen, on a busy machine, under a sanitizer.
inline constexpr std::chrono::seconds patience{120};

[[nodiscard]] inline std::shared_ptr<spdlog::logger> logger_on(Connection& connection) {
    auto logger = std::make_shared<spdlog::logger>("stress", make_spdlog_sink(connection));
    logger->set_level(spdlog::level::trace);
    return logger;
}

// Every producer is a thread `t` that logs the numbers `n` from 0 on.
inline void log_numbers(spdlog::logger& logger, std::uint64_t thread, std::uint64_t count, std::uint64_t from = 0) {
    for (std::uint64_t number = from; number < from + count; ++number) {
        logger.info("t={} n={}", thread, number);
    }
}

template <class Produce>
void in_threads(std::uint64_t count, Produce produce) {
    std::vector<std::thread> threads;
    for (std::uint64_t thread = 0; thread < count; ++thread) {
        threads.emplace_back(produce, thread);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

// Waits, at most `patience`, until it is so.
template <class Condition>
[[nodiscard]] bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

// What a lane really holds (src/channel/queue.cpp: four records of the longest message at least).
[[nodiscard]] inline std::size_t lane_capacity(const ConnectionOptions& options) {
    return std::bit_ceil(std::max(options.queue_bytes, 4 * (options.max_message + 16 * 1024)));
}

[[nodiscard]] inline PerLevel per_level(const std::array<PerLevel, drop_reason_count>& by_reason) {
    PerLevel sum{};
    for (const PerLevel& levels : by_reason) {
        for (std::size_t level = 0; level < level_count; ++level) {
            sum[level] += levels[level];
        }
    }
    return sum;
}

// For a connection that was flushed after its producers ended, `calls` in all: every event is where the figures say,
// the receiver counts the same, holes tell every drop, and each thread's order is kept. (Reasons are not
// compared: what drop_oldest takes out of the spool becomes one hole, with the holes that were in between.)
inline void expect_accounts_to_close(const Connection& connection, const StressRig& rig, std::uint64_t calls) {
    const ConnectionStats stats = connection.stats();
    const Testimony seen = rig.witness.testimony();
    EXPECT_EQ(stats.made, calls);
    EXPECT_TRUE(sums_close(stats));
    EXPECT_EQ(stats.queued, 0u);
    EXPECT_EQ(stats.spooled, 0u);
    EXPECT_EQ(stats.acknowledged, rig.receiver.count());
    EXPECT_EQ(stats.acknowledged, seen.events);
    EXPECT_EQ(per_level(stats.dropped_by), per_level(seen.told));
    EXPECT_EQ(seen.disordered, 0u);
    EXPECT_EQ(seen.uncovered, 0u);
    EXPECT_EQ(seen.strangers, 0u);
    EXPECT_EQ(rig.receiver.tally().refused_batches, 0u);
}

}  // namespace logbeam::test
