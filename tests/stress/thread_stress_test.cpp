#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace logbeam::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST(ShortThreads, DeliverAllTheyLoggedThoughTheyEndAtOnce) {
    const std::uint64_t generations = scaled(2'500);
    constexpr std::uint64_t together = 8;
    constexpr std::uint64_t calls = 5;
    StressRig rig;
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);

    for (std::uint64_t generation = 0; generation < generations; ++generation) {
        in_threads(together,
                   [&](std::uint64_t thread) { log_numbers(*logger, generation * together + thread, calls); });
        if (generation % 32 == 31) {  // the lane that threads beyond the limit share has its bound, too
            ASSERT_TRUE(connection.flush(patience));
        }
    }
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(connection.stats().dropped, 0u);
    EXPECT_EQ(rig.witness.testimony().last.size(), generations * together);
    expect_accounts_to_close(connection, rig, generations * together * calls);
}

TEST(ShortThreads, MayLogToSeveralConnectionsOfDifferentLife) {
    const std::uint64_t generations = scaled(2'000);
    constexpr std::uint64_t together = 4;
    StressRig lasting_rig;
    Connection lasting = lasting_rig.connect();
    const auto lasting_logger = logger_on(lasting);

    for (std::uint64_t generation = 0; generation < generations; ++generation) {
        StressRig rig;
        Connection connection = rig.connect();
        const auto logger = logger_on(connection);
        in_threads(together, [&](std::uint64_t thread) {
            log_numbers(*logger, thread, 3);
            log_numbers(*lasting_logger, generation * together + thread, 3);
            log_numbers(*logger, thread, 3, 3);
        });
        ASSERT_TRUE(connection.flush(patience));
        expect_accounts_to_close(connection, rig, together * 6);
    }
    ASSERT_TRUE(lasting.flush(patience));

    expect_accounts_to_close(lasting, lasting_rig, generations * together * 3);
}

TEST(ManyThreads, BeyondTheLimitOnLanesShareOneAndKeepTheirOrder) {
    const std::uint64_t portions = scaled(2'000);
    constexpr std::uint64_t portion = 8;  // of 32 threads, fits into the shared lane
    ConnectionOptions options;
    options.queue_bytes = 64 * 1024;
    options.max_message = 1024;
    options.queue_total_bytes = 256 * 1024;  // two lanes
    StressRig rig;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);

    in_threads(32, [&](std::uint64_t thread) {
        for (std::uint64_t done = 0; done < portions; ++done) {
            log_numbers(*logger, thread, portion, done * portion);
            ASSERT_TRUE(connection.flush(patience));
        }
    });

    EXPECT_EQ(connection.stats().dropped, 0u);
    EXPECT_EQ(rig.witness.testimony().last.size(), 32u);
    expect_accounts_to_close(connection, rig, 32 * portions * portion);
}

TEST(ManyThreads, BeyondTheLimitOnLanesCountWhatTheSharedOneRefuses) {
    const std::uint64_t calls = scaled(40'000);
    ConnectionOptions options;
    options.queue_bytes = 64 * 1024;
    options.max_message = 1024;
    options.queue_total_bytes = 256 * 1024;
    StressRig rig;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);

    in_threads(32, [&](std::uint64_t thread) { log_numbers(*logger, thread, calls); });
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_GT(connection.stats().dropped_for(DropReason::queue_full), 0u);
    expect_accounts_to_close(connection, rig, 32 * calls);
}

TEST(Flush, CoversWhatEachOfManyThreadsLoggedBefore) {
    const std::uint64_t rounds = scaled(2'000);
    StressRig rig;
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);
    std::atomic<std::uint64_t> failed{0};
    std::atomic<std::uint64_t> early{0};

    in_threads(16, [&](std::uint64_t thread) {
        for (std::uint64_t round = 0; round < rounds; ++round) {
            log_numbers(*logger, thread, 3, round * 3);
            failed += connection.flush(patience) ? 0 : 1;
            early += rig.receiver.count() >= (round + 1) * 3 ? 0 : 1;
        }
    });

    EXPECT_EQ(failed, 0u);
    EXPECT_EQ(early, 0u);
    expect_accounts_to_close(connection, rig, 16 * rounds * 3);
}

TEST(Flush, OfTheSinkDoesNotWaitForATransportThatHangs) {
    const std::uint64_t calls = scaled(100'000);
    StressRig rig;
    rig.faults.hangs = true;
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);
    logger->flush_on(spdlog::level::trace);
    std::atomic<std::uint64_t> waits{0};

    in_threads(4, [&](std::uint64_t thread) {
        for (std::uint64_t number = 0; number < calls; ++number) {
            const auto begin = steady_clock::now();
            log_numbers(*logger, thread, 1, number);
            waits += steady_clock::now() - begin > milliseconds{200} ? 1 : 0;
        }
    });
    EXPECT_LE(waits, 4u);  // what a busy machine may take
    EXPECT_EQ(connection.stats().acknowledged, 0u);
    EXPECT_FALSE(connection.flush(milliseconds{1}));

    rig.faults.hangs = false;
    ASSERT_TRUE(connection.flush(patience));
    expect_accounts_to_close(connection, rig, 4 * calls);
}

}  // namespace
}  // namespace logbeam::test
