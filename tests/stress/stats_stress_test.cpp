#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace logbeam::test {
namespace {

TEST(Stats, CloseAtEveryMomentWhileEverythingRuns) {
    const std::uint64_t calls = scaled(400'000);
    ConnectionOptions options;
    options.spool_bytes = 64 * 1024;
    options.queue_bytes = 16 * 1024;
    options.max_message = 4 * 1024;
    options.overflow = OverflowPolicy::drop_oldest;
    StressRig rig;
    Connection connection = rig.connect(options);
    SinkOptions picky;
    picky.level = Level::debug;
    spdlog::logger logger{"stress", make_spdlog_sink(connection, picky)};
    logger.set_level(spdlog::level::trace);
    std::atomic<bool> over{false};
    std::atomic<std::uint64_t> open_accounts{0};
    std::atomic<std::uint64_t> shrinking{0};

    std::thread auditor{[&] {
        std::uint64_t made = 0;
        while (!over) {
            const ConnectionStats stats = connection.stats();
            open_accounts += sums_close(stats) ? 0 : 1;
            shrinking += stats.made < made ? 1 : 0;
            made = stats.made;
        }
    }};
    std::thread trouble{[&] {
        for (unsigned turn = 0; !over; ++turn) {
            rig.faults.batches_per_drive = turn % 3;
            rig.faults.loses_acknowledgements = turn % 2 == 0;
            rig.faults.drop_connection = turn % 64 == 0;
            std::this_thread::yield();
        }
    }};
    in_threads(4, [&](std::uint64_t thread) {
        for (std::uint64_t number = 0; number < calls; number += 100) {
            log_numbers(logger, thread, 100, number);
            logger.trace("below the sink's level");
            std::thread{[&] { logger.warn("t={} n={}", 4 * number + thread + 4, 0); }}.join();  // a short life
        }
    });
    rig.faults.loses_acknowledgements = false;
    connection.close();
    log_numbers(logger, 0, 10);
    over = true;
    auditor.join();
    trouble.join();

    const ConnectionStats stats = connection.stats();
    EXPECT_EQ(open_accounts, 0u);
    EXPECT_EQ(shrinking, 0u);
    EXPECT_TRUE(sums_close(stats));
    EXPECT_EQ(stats.below_level, 4 * ((calls + 99) / 100));
    EXPECT_EQ(stats.made, 4 * ((calls + 99) / 100) * 102 + 10);
    EXPECT_EQ(stats.dropped_for(DropReason::closed), 10u);
}

}  // namespace
}  // namespace logbeam::test
