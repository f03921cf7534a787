#include "support/broker_stress_rig.hpp"
#include "support/child_process.hpp"
#include "support/fake_clock.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t calls = 3'000;

// Logs numbers, one in a millisecond; says at the end what became of them.
int publish_slowly(const Arguments& arguments) {
    ConnectionOptions options = BrokerStressRig::quiet();
    options.overflow = OverflowPolicy::block;
    Connection connection{arguments.at(0), options};
    spdlog::logger logger{"stopped", make_spdlog_sink(connection)};
    for (std::uint64_t number = 0; number < calls; ++number) {
        logger.info("t={} n={}", 0, number);
        std::this_thread::sleep_for(1ms);
    }
    const bool is_flushed = connection.flush(30s);
    const ConnectionStats stats = connection.stats();
    say(std::to_string(stats.acknowledged) + " acknowledged, " + std::to_string(stats.dropped) + " dropped");
    say(stats.reconnects == 0 ? "stayed" : "recovered");
    return is_flushed && sums_close(stats) ? 0 : 1;
}
const Role publishes_slowly{"publishes slowly", &publish_slowly};

struct AStoppedPublisher : ::testing::Test {
    AStoppedPublisher() {
        broker.on_hub([this](hub::Hub& hub) {
            hub.on_burst.emplace_back([this](const history::Burst& burst) { stored.see(burst); });
            return true;
        });
    }
    template <class Condition>
    [[nodiscard]] bool comes_true(Condition is_so) {
        for (const auto deadline = std::chrono::steady_clock::now() + 30s; std::chrono::steady_clock::now() < deadline;
             std::this_thread::sleep_for(1ms)) {
            if (is_so()) return true;
        }
        return false;
    }
    [[nodiscard]] std::size_t clients() {
        return broker.on_hub([](hub::Hub& hub) { return hub.clients.clients().size(); });
    }
    void expect_everything_stored_once(Child& publisher, const std::string& how) {
        EXPECT_EQ(publisher.line(), std::to_string(calls) + " acknowledged, 0 dropped");
        EXPECT_EQ(publisher.line(), how);
        EXPECT_EQ(publisher.wait(30s), exit_code(0));
        EXPECT_EQ(broker.counters().missing_counters, 0U);
        const StoredTally tally = stored.tally();
        EXPECT_EQ(tally.events, calls);
        EXPECT_EQ(tally.disordered + tally.strangers, 0U);
    }

    StoreWitness stored;
    FakeClock clock;
    BrokerRig broker{{}, clock};
};

TEST_F(AStoppedPublisher, GoesOnOnItsConnectionWhenItIsContinued) {
    Child publisher{"publishes slowly", {broker.url()}};
    for (const std::uint64_t until : {500U, 1'500U}) {
        ASSERT_TRUE(comes_true([&] { return stored.count() > until; }));
        publisher.kill(SIGSTOP);
        std::this_thread::sleep_for(1s);
        publisher.kill(SIGCONT);
    }

    expect_everything_stored_once(publisher, "stayed");
}

TEST_F(AStoppedPublisher, ConnectsAnewWhenTheBrokerGaveItUpMeanwhile) {
    Child publisher{"publishes slowly", {broker.url()}};
    ASSERT_TRUE(comes_true([&] { return stored.count() > 500; }));
    publisher.kill(SIGSTOP);
    std::this_thread::sleep_for(100ms);  // nothing is under way any more
    broker.on_hub([this](hub::Hub& /*its thread*/) {
        clock.advance(76s);
        return true;
    });
    ASSERT_TRUE(comes_true([&] { return clients() == 0; }));
    const std::uint64_t before = stored.count();
    publisher.kill(SIGCONT);

    expect_everything_stored_once(publisher, "recovered");
    EXPECT_LT(before, calls);
}

}  // namespace
}  // namespace logbeam::test
