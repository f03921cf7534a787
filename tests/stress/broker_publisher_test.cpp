#include "support/broker_stress_rig.hpp"
#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

// What a failing transport is in the other suites is here a failing network, with a real broker behind it.
namespace logbeam::test {
namespace {

using std::chrono::milliseconds;

ConnectionOptions patient_options() {
    ConnectionOptions options;
    options.overflow = OverflowPolicy::block;
    options.block_limit = patience;
    options.ack_timeout = milliseconds{300};  // a half-open connection is noticed by it
    return options;
}

// What happens to the network again and again, `turn` times in all.
using Trouble = std::function<void(TcpProxy& network, std::uint64_t turn)>;

struct NamedTrouble {
    const char* name;
    Trouble make;
    bool breaks_connections;
};
void PrintTo(const NamedTrouble& trouble, std::ostream* out) {
    *out << trouble.name;
}

// While four threads log.
class BrokenNetwork : public ::testing::TestWithParam<NamedTrouble> {};

TEST_P(BrokenNetwork, LosesNothingAndStoresNothingTwice) {
    const std::uint64_t turns = scaled(200);
    constexpr std::uint64_t portion = 500;
    BrokerStressRig rig;
    Connection connection = rig.connect(patient_options());
    const auto logger = logger_on(connection);
    ASSERT_TRUE(comes_true([&] { return connection.state() == ConnectionState::connected; }));
    std::atomic<bool> is_over{false};
    std::atomic<std::uint64_t> calls{0};

    std::thread producers{[&] {
        in_threads(4, [&](std::uint64_t thread) {
            for (std::uint64_t number = 0; !is_over; number += portion) {
                log_numbers(*logger, thread, portion, number);
                calls += portion;
                std::this_thread::sleep_for(milliseconds{2});  // the network is to fail, not the machine
            }
        });
    }};
    bool goes_on = true;
    for (std::uint64_t turn = 0; turn < turns && goes_on; ++turn) {
        const std::uint64_t stored = rig.stored.count();
        GetParam().make(rig.network, turn);
        goes_on = comes_true([&] { return rig.stored.count() > stored; });
    }
    EXPECT_TRUE(goes_on);
    is_over = true;
    producers.join();
    rig.network.cut_each_after(0);
    rig.network.delay(milliseconds{0});
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(connection.stats().dropped, 0u);
    if (GetParam().breaks_connections) {  // without that a slow machine may lose patience, too
        EXPECT_NE(connection.stats().reconnects, 0u);
    }
    expect_accounts_to_close(connection, rig, calls);
}

void pass(milliseconds time) {
    std::this_thread::sleep_for(time);
}

void cut(TcpProxy& network, std::uint64_t /*turn*/) {
    network.cut();
}

// More than a batch, and what else travels, so that it gets on.
void cut_in_the_middle_of_a_frame(TcpProxy& network, std::uint64_t turn) {
    network.cut_each_after(150'000 + 7'919 * (turn % 13));
}

void refuse(TcpProxy& network, std::uint64_t /*turn*/) {
    network.refuse(true);
    network.cut();
    pass(milliseconds{50});
    network.refuse(false);
}

void leave_half_open(TcpProxy& network, std::uint64_t /*turn*/) {
    network.swallow(true);
    pass(milliseconds{50});
    network.swallow(false);
}

void stall(TcpProxy& network, std::uint64_t /*turn*/) {
    network.stall(true);
    pass(milliseconds{50});
    network.stall(false);
}

void delay(TcpProxy& network, std::uint64_t turn) {
    network.delay(milliseconds{5 + turn % 50});
}

INSTANTIATE_TEST_SUITE_P(Troubles, BrokenNetwork,
                         ::testing::Values(NamedTrouble{"Cut", cut, true},
                                           NamedTrouble{"CutInTheMiddleOfAFrame", cut_in_the_middle_of_a_frame, true},
                                           NamedTrouble{"Refused", refuse, true},
                                           NamedTrouble{"HalfOpen", leave_half_open, true},
                                           NamedTrouble{"Stalled", stall, false}, NamedTrouble{"Slow", delay, false}),
                         [](const auto& trouble) { return std::string{trouble.param.name}; });

class BrokerThatTakesNothing : public ::testing::TestWithParam<OverflowPolicy> {};

TEST_P(BrokerThatTakesNothing, LeavesThePublisherInItsBoundsAndItsAccountsClosed) {
    const std::uint64_t calls = scaled(200'000);
    ConnectionOptions options;
    options.overflow = GetParam();
    options.spool_bytes = 64 * 1024;
    options.queue_bytes = 16 * 1024;
    options.max_message = 4 * 1024;
    options.ack_timeout = patience;
    BrokerStressRig rig;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);
    ASSERT_TRUE(comes_true([&] { return connection.state() == ConnectionState::connected; }));
    rig.network.stall(true);

    in_threads(4, [&](std::uint64_t thread) { log_numbers(*logger, thread, calls); });
    const ConnectionStats full = connection.stats();
    rig.network.stall(false);
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_TRUE(sums_close(full));
    EXPECT_GT(full.dropped, 0u);
    EXPECT_EQ(full.acknowledged, 0u);
    EXPECT_LE(full.spooled_bytes_high_water, options.spool_bytes + options.spool_bytes / 8 + 4 * 1024);
    expect_accounts_to_close(connection, rig, 4 * calls);
}

std::string policy_name(const ::testing::TestParamInfo<OverflowPolicy>& policy) {
    switch (policy.param) {
        case OverflowPolicy::drop_newest: return "drop_newest";
        case OverflowPolicy::drop_oldest: return "drop_oldest";
        case OverflowPolicy::block: return "block";
    }
    return "unknown";
}

INSTANTIATE_TEST_SUITE_P(Policies, BrokerThatTakesNothing,
                         ::testing::Values(OverflowPolicy::drop_newest, OverflowPolicy::drop_oldest,
                                           OverflowPolicy::block),
                         policy_name);

TEST(ClosingOnABroker, CountsEveryLogCallOf64Threads) {
    constexpr std::uint64_t threads = 64;
    constexpr std::uint64_t calls = 200;
    auto choices = seeded_choices();
    for (std::uint64_t round = scaled(200); round != 0; --round) {
        BrokerStressRig rig;
        Connection connection = rig.connect();
        const auto logger = logger_on(connection);
        const std::uint64_t enough = choose(choices, threads * calls / 2);
        std::atomic<bool> is_over{false};

        std::thread closer{[&] {
            while (!is_over && rig.stored.count() < enough)
                std::this_thread::yield();
            connection.close();
        }};
        in_threads(threads, [&](std::uint64_t thread) { log_numbers(*logger, thread, calls); });
        is_over = true;
        closer.join();

        const ConnectionStats stats = connection.stats();
        rig.network.cut();
        rig.broker.stop();  // has read all that there was
        const StoredTally stored = rig.stored.tally();
        EXPECT_EQ(stats.made, threads * calls);
        EXPECT_TRUE(sums_close(stats));
        EXPECT_EQ(stats.queued, 0u);
        EXPECT_LE(stats.acknowledged, stored.events);
        EXPECT_LE(stored.events, stats.acknowledged + stats.spooled);
        EXPECT_EQ(stored.disordered + stored.strangers, 0u);
    }
}
}  // namespace
}  // namespace logbeam::test
