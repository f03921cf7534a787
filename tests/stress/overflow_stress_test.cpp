#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>

namespace logbeam::test {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t small_spool = 64 * 1024;

ConnectionOptions small_options(OverflowPolicy overflow) {
    ConnectionOptions options;
    options.overflow = overflow;
    options.spool_bytes = small_spool;
    options.queue_bytes = 16 * 1024;
    options.max_message = 4 * 1024;
    return options;
}

// A batch is an eighth of the spool, and the event that fills it goes in whole.
void expect_memory_at_its_bound(const ConnectionStats& stats, const ConnectionOptions& options) {
    constexpr std::size_t event_and_overhead = 4 * 1024;
    EXPECT_LE(stats.spooled_bytes_high_water, options.spool_bytes + options.spool_bytes / 8 + event_and_overhead);
    EXPECT_LE(stats.queued_bytes_high_water, lane_capacity(options));
}

// Logs `count` numbers in portions that the queue holds, so that only the spool overflows.
void log_past_the_spool(Connection& connection, spdlog::logger& logger, std::uint64_t count, std::uint64_t from = 0) {
    constexpr std::uint64_t portion = 100;
    for (std::uint64_t done = 0; done < count; done += portion) {
        log_numbers(logger, 0, std::min(portion, count - done), from + done);
        ASSERT_TRUE(comes_true([&] { return connection.stats().queued == 0; }));
    }
}

class Overflow : public ::testing::TestWithParam<OverflowPolicy> {};

TEST_P(Overflow, ClosesItsAccountsWhenTheReceiverIsSlowerThanFourProducers) {
    const ConnectionOptions options = small_options(GetParam());
    const std::uint64_t calls = scaled(500'000);
    StressRig rig;
    rig.faults.batches_per_drive = 1;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);

    in_threads(4, [&](std::uint64_t thread) { log_numbers(*logger, thread, calls); });
    rig.faults.batches_per_drive = 0;
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_TRUE(GetParam() == OverflowPolicy::block || connection.stats().dropped != 0);
    expect_accounts_to_close(connection, rig, 4 * calls);
    expect_memory_at_its_bound(connection.stats(), options);
}

TEST_P(Overflow, StaysInBoundsWhileTheReceiverTakesNothing) {
    const ConnectionOptions options = small_options(GetParam());
    const std::uint64_t calls = scaled(200'000);
    StressRig rig;
    rig.faults.hangs = true;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);

    in_threads(4, [&](std::uint64_t thread) { log_numbers(*logger, thread, calls); });
    const ConnectionStats full = connection.stats();
    rig.faults.hangs = false;
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_TRUE(sums_close(full));
    EXPECT_GT(full.dropped, 0u);
    EXPECT_EQ(full.acknowledged, 0u);
    expect_accounts_to_close(connection, rig, 4 * calls);
    expect_memory_at_its_bound(connection.stats(), options);
}

std::string policy_name(const ::testing::TestParamInfo<OverflowPolicy>& policy) {
    switch (policy.param) {
        case OverflowPolicy::drop_newest: return "drop_newest";
        case OverflowPolicy::drop_oldest: return "drop_oldest";
        case OverflowPolicy::block: return "block";
    }
    return "unknown";
}

INSTANTIATE_TEST_SUITE_P(Policies, Overflow,
                         ::testing::Values(OverflowPolicy::drop_newest, OverflowPolicy::drop_oldest,
                                           OverflowPolicy::block),
                         policy_name);

TEST(FullSpool, KeepsTheFirstUnderDropNewest) {
    const std::uint64_t calls = std::max<std::uint64_t>(scaled(100'000), 2'000);
    StressRig rig;
    rig.faults.hangs = true;
    Connection connection = rig.connect(small_options(OverflowPolicy::drop_newest));
    const auto logger = logger_on(connection);

    log_past_the_spool(connection, *logger, calls);
    const std::uint64_t kept = connection.stats().spooled;
    rig.faults.hangs = false;
    ASSERT_TRUE(connection.flush(patience));

    const Testimony seen = rig.witness.testimony();
    EXPECT_EQ(seen.first.at(0), 0u);
    EXPECT_EQ(seen.last.at(0), kept - 1);
    expect_accounts_to_close(connection, rig, calls);
}

TEST(FullSpool, KeepsTheNewestUnderDropOldest) {
    const std::uint64_t calls = std::max<std::uint64_t>(scaled(100'000), 2'000);
    StressRig rig;
    rig.faults.hangs = true;
    Connection connection = rig.connect(small_options(OverflowPolicy::drop_oldest));
    const auto logger = logger_on(connection);

    log_past_the_spool(connection, *logger, calls);
    const std::uint64_t kept = connection.stats().spooled;
    rig.faults.hangs = false;
    ASSERT_TRUE(connection.flush(patience));

    const Testimony seen = rig.witness.testimony();
    EXPECT_EQ(seen.first.at(0), calls - kept);
    EXPECT_EQ(seen.last.at(0), calls - 1);
    expect_accounts_to_close(connection, rig, calls);
}

TEST(FullSpool, LetsFewCallsWaitUnderBlock) {
    const std::uint64_t calls = scaled(100'000);
    ConnectionOptions options = small_options(OverflowPolicy::block);
    StressRig rig;
    rig.faults.hangs = true;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);
    std::atomic<std::uint64_t> waits{0};

    in_threads(4, [&](std::uint64_t thread) {
        for (std::uint64_t number = 0; number < calls; ++number) {
            const auto begin = steady_clock::now();
            log_numbers(*logger, thread, 1, number);
            waits += steady_clock::now() - begin >= options.block_limit ? 1 : 0;
        }
    });

    // One per thread times out; the rest is what a busy machine takes from a running thread.
    EXPECT_GE(waits, 4u);
    EXPECT_LE(waits, 4 + calls / 50);
    rig.faults.hangs = false;
    ASSERT_TRUE(connection.flush(patience));
    expect_accounts_to_close(connection, rig, 4 * calls);
}

TEST(FullSpool, GivesEveryThreadItsShareOfTheRoomUnderBlock) {
    const std::uint64_t enough = scaled(2'000'000);
    StressRig rig;
    rig.faults.batches_per_drive = 1;
    Connection connection = rig.connect(small_options(OverflowPolicy::block));
    const auto logger = logger_on(connection);
    std::atomic<std::uint64_t> calls{0};

    in_threads(4, [&](std::uint64_t thread) {
        for (std::uint64_t number = 0; rig.receiver.count() < enough; ++number) {
            log_numbers(*logger, thread, 1, number);
            ++calls;
        }
    });
    const Testimony seen = rig.witness.testimony();
    rig.faults.batches_per_drive = 0;
    ASSERT_TRUE(connection.flush(patience));

    ASSERT_EQ(seen.arrived.size(), 4u);
    for (const auto& [thread, arrived] : seen.arrived) {
        EXPECT_GE(arrived, enough / 4 / 8) << "thread " << thread;
    }
    expect_accounts_to_close(connection, rig, calls);
}

TEST(FullSpool, TellsExactlyWhatWentAndDeliversAllThatComesAfterRoomReturned) {
    const std::uint64_t rounds = scaled(100);
    constexpr std::uint64_t overflowing = 1'000;
    constexpr std::uint64_t fitting = 50;
    StressRig rig;
    Connection connection = rig.connect(small_options(OverflowPolicy::drop_newest));
    const auto logger = logger_on(connection);
    std::uint64_t next = 0;
    std::uint64_t dropped = 0;

    for (std::uint64_t round = 0; round < rounds; ++round) {
        rig.faults.hangs = true;
        const std::uint64_t first = next;
        log_past_the_spool(connection, *logger, overflowing, next);
        next += overflowing;
        const std::uint64_t kept = connection.stats().spooled;
        rig.faults.hangs = false;
        ASSERT_TRUE(connection.flush(patience));

        // One thread: number n has the counter n + 1.
        const Testimony seen = rig.witness.testimony();
        ASSERT_FALSE(seen.holes.empty());
        std::uint64_t lost = first + kept + 1;
        for (auto hole = seen.holes.begin() + static_cast<std::ptrdiff_t>(dropped); hole != seen.holes.end(); ++hole) {
            ASSERT_EQ(hole->first, lost);
            ASSERT_EQ(hole->reason, DropReason::spool_full);
            lost += hole->count;
        }
        ASSERT_EQ(lost, next + 1);
        dropped = seen.holes.size();

        log_numbers(*logger, 0, fitting, next);
        next += fitting;
        ASSERT_TRUE(connection.flush(patience));
        ASSERT_EQ(rig.witness.testimony().holes.size(), dropped);
    }

    expect_accounts_to_close(connection, rig, next);
}

}  // namespace
}  // namespace logbeam::test
