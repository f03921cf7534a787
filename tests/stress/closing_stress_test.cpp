#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/event_channel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <thread>

namespace logbeam::test {
namespace {

constexpr std::uint64_t threads = 64;
constexpr std::uint64_t calls = 200;

struct Numbered {
    std::uint64_t t = 0;
    std::uint64_t n = 0;
};
LOGBEAM_EVENT(Numbered, "stress.numbered", t, n)

// Closes the connection when a chosen number of events has come, while 64 threads publish through `publish`.
template <class Publish>
void close_under_load(Connection& connection, StressRig& rig, std::mt19937_64& choices, Publish publish) {
    const std::uint64_t enough = choose(choices, threads * calls / 2);
    std::atomic<bool> over{false};
    std::thread closer{[&] {
        while (!over && rig.receiver.count() < enough) {
            std::this_thread::yield();
        }
        connection.close();
    }};

    in_threads(threads, [&](std::uint64_t thread) {
        for (std::uint64_t number = 0; number < calls; ++number) {
            publish(thread, number);
        }
    });
    over = true;
    closer.join();
}

// What was sent last may have arrived without its acknowledgement; all else is exact.
void expect_everything_counted(const Connection& connection, const StressRig& rig) {
    const ConnectionStats stats = connection.stats();
    const Testimony seen = rig.witness.testimony();
    EXPECT_EQ(stats.made, threads * calls);
    EXPECT_TRUE(sums_close(stats));
    EXPECT_EQ(stats.queued, 0u);
    EXPECT_LE(stats.acknowledged, rig.receiver.count());
    EXPECT_EQ(stats.acknowledged + stats.spooled, rig.receiver.count());
    EXPECT_EQ(seen.events, rig.receiver.count());
    EXPECT_EQ(seen.disordered, 0u);
    EXPECT_EQ(seen.uncovered, 0u);
    EXPECT_EQ(seen.strangers, 0u);
    EXPECT_LE(per_level(seen.told)[static_cast<std::size_t>(Level::info)], stats.dropped);
}

TEST(Closing, CountsEveryLogCallOf64Threads) {
    auto choices = seeded_choices();
    for (std::uint64_t round = scaled(600); round != 0; --round) {
        StressRig rig;
        Connection connection = rig.connect();
        const auto logger = logger_on(connection);

        close_under_load(connection, rig, choices,
                         [&](std::uint64_t thread, std::uint64_t number) { log_numbers(*logger, thread, 1, number); });

        expect_everything_counted(connection, rig);
    }
}

TEST(Closing, CountsEveryPublishedEventOf64Threads) {
    auto choices = seeded_choices();
    for (std::uint64_t round = scaled(600); round != 0; --round) {
        StressRig rig;
        Connection connection = rig.connect();
        EventChannel channel{connection, "stress"};
        std::atomic<std::uint64_t> queued{0};

        close_under_load(connection, rig, choices, [&](std::uint64_t thread, std::uint64_t number) {
            queued += channel.publish(Numbered{thread, number}) == Publish::queued ? 1 : 0;
        });

        expect_everything_counted(connection, rig);
        EXPECT_GE(queued, rig.receiver.count());
    }
}

TEST(Closing, IsSafeWhileLoggersOutliveTheConnection) {
    auto choices = seeded_choices();
    for (std::uint64_t round = scaled(1'000); round != 0; --round) {
        StressRig rig;
        auto connection = std::make_unique<Connection>(rig.core());
        const auto logger = logger_on(*connection);
        const std::uint64_t enough = choose(choices, 1'000);

        std::thread closer{[&] {
            (void)comes_true([&] { return rig.receiver.count() >= enough; });
            connection.reset();
        }};
        in_threads(8, [&](std::uint64_t thread) { log_numbers(*logger, thread, 500); });
        closer.join();

        EXPECT_EQ(rig.witness.testimony().disordered, 0u);
    }
}

}  // namespace
}  // namespace logbeam::test
