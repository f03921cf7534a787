#include "channel/link.hpp"
#include "transport/transport.hpp"
#include "unit/channel/reports.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Where subscriptions continue after a reconnect, and what becomes of gaps.
namespace logbeam::channel {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Opens at once, in the epoch that the test says, and keeps the frames.
class ScriptedTransport final : public transport::Transport {
public:
    void open(const transport::Greeting& /*greeting*/, transport::TransportEvents& told) override {
        events = &told;
        frames.clear();
        told.on_open({{}, epoch, {}});
    }
    bool send(const std::shared_ptr<const transport::Batch>& /*batch*/) override { return true; }
    void send(const wire::ClientFrame& frame) override { frames.push_back(frame); }
    void drive() override {}
    [[nodiscard]] int descriptor() const override { return -1; }
    void close() override {}

    std::string epoch = "e1";
    std::vector<wire::ClientFrame> frames;  // since it opened
    transport::TransportEvents* events = nullptr;
};

struct LinkRig : ::testing::Test {
    void reconnect() {
        events().on_closed({ErrorCode::connection_lost, "cut"});
        reports.clock.advance(10s);
        link.drive();
    }
    void receive(std::uint64_t subscription, std::uint64_t seq) {
        Event event;
        event.seq = seq;
        events().on_event(subscription, event);
    }
    [[nodiscard]] transport::TransportEvents& events() { return *transport->events; }

    // Where the subscriptions of this connection begin.
    [[nodiscard]] std::vector<std::string> starts() const {
        std::vector<std::string> all;
        for (const wire::ClientFrame& frame : transport->frames) {
            const auto* subscribe = std::get_if<wire::Subscribe>(&frame);
            if (subscribe == nullptr) continue;
            const auto* from = std::get_if<wire::FromSeq>(&subscribe->from);
            all.push_back(subscribe->topics.front() + " " +
                          (from == nullptr ? "now" : std::to_string(from->seq) + " " + from->epoch));
        }
        return all;
    }

    // What was made, by the accounts told on this connection.
    [[nodiscard]] std::vector<std::uint64_t> told() const {
        std::vector<std::uint64_t> all;
        for (const wire::ClientFrame& frame : transport->frames) {
            if (const auto* told = std::get_if<wire::Account>(&frame)) all.push_back(told->made);
        }
        return all;
    }

    Reports reports;
    std::vector<Gap> gaps;
    ScriptedTransport* transport = nullptr;
    Spool spool{1 << 20};
    Subscriptions subscriptions;
    Dispatcher dispatcher{16, reports.reporter};
    std::function<void(const Gap&)> on_gap = [this](const Gap& gap) { gaps.push_back(gap); };
    wire::Account account;
    Link link{{"me",
               {{"me"}, "orders-api", ""},
               {},
               [this](const Gap& gap) { on_gap(gap); },
               10s,
               [this] { return account; }},
              [this] {
                  auto made = std::make_unique<ScriptedTransport>();
                  transport = made.get();
                  return made;
              }(),
              spool,
              subscriptions,
              dispatcher,
              reports.clock,
              reports.reporter};
};

using LinkPosition = LinkRig;
using LinkGap = LinkRig;
using LinkAccount = LinkRig;

TEST_F(LinkAccount, IsToldWhenThereIsNews) {
    account.made = 3;
    link.drive();
    EXPECT_THAT(told(), ElementsAre(3));

    receive(1, 100);  // something moved, but nothing was made
    reports.clock.advance(2s);
    link.drive();

    EXPECT_THAT(told(), ElementsAre(3));
}

TEST_F(LinkAccount, IsToldOnceASecondAtMost) {
    account.made = 1;
    link.drive();
    for (int round = 0; round < 10; ++round) {
        ++account.made;
        subscriptions.want("t" + std::to_string(round));  // makes the link move
        link.drive();
    }
    EXPECT_THAT(told(), ElementsAre(1));
    ASSERT_TRUE(link.deadline());
    reports.clock.advance(1s);

    link.drive();

    EXPECT_THAT(told(), ElementsAre(1, 11));
}

TEST_F(LinkAccount, LeavesAnIdleConnectionAlone) {
    account.made = 1;
    link.drive();
    reports.clock.advance(1s);
    link.drive();

    EXPECT_FALSE(link.deadline());
}

TEST_F(LinkAccount, IsToldAnewToAnotherConnectionAndAtTheEnd) {
    account.made = 1;
    link.drive();
    reconnect();
    EXPECT_THAT(told(), ElementsAre(1));

    account.made = 2;
    link.close();

    EXPECT_THAT(told(), ElementsAre(1, 2));
}

TEST_F(LinkPosition, OfANewSubscriptionIsNow) {
    subscriptions.want("orders");

    link.drive();

    EXPECT_THAT(starts(), ElementsAre("orders now"));
}

TEST_F(LinkPosition, IsTheLastEventThatTheSubscriptionBrought) {
    subscriptions.want("a");
    subscriptions.want("b");
    link.drive();
    receive(1, 100);
    receive(2, 101);
    receive(1, 105);

    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a 105 e1", "b 101 e1"));
}

TEST_F(LinkPosition, IsWhereTheOtherEndBeganWhileThereWasNoEvent) {
    subscriptions.want("a");
    link.drive();
    events().on_subscribed(1, 90);

    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a 90 e1"));
}

TEST_F(LinkPosition, IsNowAgainWhereTheOtherEndHasNoEpoch) {
    transport->epoch = "";
    subscriptions.want("a");
    link.drive();
    receive(1, 100);

    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a now"));
}

TEST_F(LinkPosition, KeepsTheEpochInWhichItWasTaken) {
    subscriptions.want("a");
    link.drive();
    receive(1, 100);
    transport->epoch = "e2";
    reconnect();
    EXPECT_THAT(starts(), ElementsAre("a 100 e1"));

    receive(1, 3);
    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a 3 e2"));
}

TEST_F(LinkPosition, SurvivesSeveralReconnects) {
    subscriptions.want("a");
    link.drive();
    receive(1, 100);

    reconnect();
    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a 100 e1"));
}

TEST_F(LinkPosition, EndsWithItsSubscription) {
    subscriptions.want("a");
    link.drive();
    receive(1, 100);
    subscriptions.release("a");
    link.drive();
    subscriptions.want("a");
    link.drive();

    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a now"));
}

TEST_F(LinkGap, ReachesTheHostAndIsCounted) {
    subscriptions.want("orders.>");
    link.drive();

    events().on_gap(1, {9, 101, 110, 7, "lag"});
    events().on_gap(1, {9, 120, 130, 2, "lag"});

    ASSERT_EQ(gaps.size(), 2U);
    EXPECT_EQ(gaps[0].topics, "orders.>");
    EXPECT_EQ(gaps[0].from, 101U);
    EXPECT_EQ(gaps[0].to, 110U);
    EXPECT_EQ(gaps[0].count, 7U);
    EXPECT_EQ(gaps[0].reason, "lag");
    EXPECT_EQ(link.gaps(), 2U);
    EXPECT_EQ(link.missed(), 9U);
}

TEST_F(LinkGap, MovesThePositionBehindIt) {
    subscriptions.want("a");
    link.drive();
    receive(1, 100);
    events().on_gap(1, {9, 101, 110, 7, "lag"});

    reconnect();

    EXPECT_THAT(starts(), ElementsAre("a 110 e1"));
}

TEST_F(LinkGap, OfASubscriptionThatEndedIsPassedOver) {
    link.drive();

    events().on_gap(1, {9, 101, 110, 7, "lag"});

    EXPECT_THAT(gaps, IsEmpty());
    EXPECT_EQ(link.gaps(), 0U);
}

TEST_F(LinkGap, WhoseHookThrowsIsReported) {
    on_gap = [](const Gap& /*gap*/) { throw std::runtime_error{"no gaps, please"}; };
    subscriptions.want("a");
    link.drive();

    events().on_gap(1, {9, 101, 110, 7, "lag"});

    EXPECT_EQ(reports.last(), "handler_threw (150): on_gap threw: no gaps, please");
}

TEST_F(LinkRig, ReportsWhatTheOtherEndRefusesAndStaysConnected) {
    link.drive();

    events().on_failed({{}, 161, "forbidden", "the token may not hear 'private-a'", false});

    EXPECT_EQ(reports.last(), "forbidden (161): the broker says: the token may not hear 'private-a'");
    EXPECT_EQ(link.state(), ConnectionState::connected);
}

}  // namespace
}  // namespace logbeam::channel
