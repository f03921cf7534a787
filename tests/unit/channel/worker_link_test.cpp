#include "unit/channel/worker_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using State = ConnectionState;

std::chrono::nanoseconds until_next_attempt(const WorkerRig& rig) {
    return rig.link.deadline().value() - rig.reports.clock.steady_now();
}

TEST(Link, ConnectsAtTheFirstTurn) {
    WorkerRig rig;
    EXPECT_EQ(rig.link.state(), State::connecting);

    rig.turn();

    EXPECT_EQ(rig.link.state(), State::connected);
    EXPECT_THAT(rig.states, ElementsAre(State::connected));
    EXPECT_EQ(rig.link.reconnects(), 0U);
}

TEST(Link, TellsItsStateOnceForEachChange) {
    WorkerRig rig;
    rig.turn(3);
    rig.faults.drop_connection = true;
    rig.turn(3);
    rig.advance(1s);
    rig.turn(3);
    rig.link.close();

    EXPECT_THAT(rig.states, ElementsAre(State::connected, State::away, State::connected, State::closed));
}

TEST(Link, SendsTheSameNumbersAgainAfterADisconnect) {
    WorkerRig rig;
    rig.faults.never_acknowledges = true;
    rig.faults.disconnects_after_each = true;
    rig.faults.loses_unacknowledged = true;
    ASSERT_TRUE(rig.log("one"));
    rig.turn();
    rig.advance(1s);
    ASSERT_TRUE(rig.log("two"));
    rig.turn();  // taken, and lost on the way

    rig.faults.disconnects_after_each = false;
    rig.advance(1s);
    rig.settle();
    rig.advance(1s);
    rig.settle();

    EXPECT_THAT(rig.ids(), ElementsAre("me-1", "me-2"));
    EXPECT_THAT(rig.messages(), ElementsAre("one", "two"));
}

TEST(Link, SendsTheSameBytesAgain) {
    WorkerRig rig;
    rig.faults.hangs = false;
    rig.faults.never_acknowledges = true;
    rig.turn();
    rig.faults.disconnects_after_each = true;
    rig.faults.loses_unacknowledged = true;
    ASSERT_TRUE(rig.log("first") && rig.log("second"));
    rig.turn();
    const auto first = rig.taken;
    ASSERT_EQ(first.size(), 1U);

    rig.advance(1s);
    rig.turn(2);
    ASSERT_TRUE(rig.log("third"));
    rig.advance(1s);
    rig.turn(2);
    rig.advance(10s);
    rig.turn(2);

    ASSERT_GE(rig.taken.size(), 3U);
    EXPECT_EQ(rig.taken[1]->bytes, rig.taken[2]->bytes);
}

TEST(Link, DoesNotSendAgainWhatTheOtherEndHolds) {
    WorkerRig rig;
    rig.faults.disconnects_after_each = true;
    ASSERT_TRUE(rig.log("one"));
    rig.turn();
    rig.faults.disconnects_after_each = false;

    rig.turn();
    rig.advance(1s);
    rig.settle();

    EXPECT_EQ(rig.taken.size(), 1U);
    EXPECT_EQ(rig.worker.counts().acknowledged, 1U);
    EXPECT_EQ(rig.receiver.tally().repeated, 0U);
}

TEST(Link, CountsAnEventAsSentOnce) {
    WorkerRig rig;
    rig.faults.never_acknowledges = true;
    ASSERT_TRUE(rig.log("one"));
    rig.turn();
    rig.faults.drop_connection = true;
    rig.turn();
    rig.advance(1s);
    rig.settle();

    EXPECT_EQ(rig.worker.counts().sent, 1U);
}

TEST(Link, IsNotConfusedByDoubledAndReversedAcknowledgements) {
    WorkerRig rig;
    rig.faults.doubles_acknowledgements = true;
    rig.faults.reverses_acknowledgements = true;
    for (int round = 0; round < 5; ++round) {
        ASSERT_TRUE(rig.log("x"));
        ASSERT_FALSE(rig.worker.flush(0ms));
        rig.turn();
    }

    rig.settle();

    EXPECT_EQ(rig.worker.counts().acknowledged, 5U);
    EXPECT_EQ(rig.worker.counts().spooled, 0U);
}

TEST(Link, KeepsWhatTheTransportDoesNotTake) {
    WorkerRig rig;
    rig.faults.hangs = true;
    ASSERT_TRUE(rig.log("one"));
    rig.turn(3);
    EXPECT_EQ(rig.worker.counts().spooled, 1U);
    EXPECT_EQ(rig.worker.counts().sent, 0U);

    rig.faults.hangs = false;
    rig.settle();

    EXPECT_EQ(rig.worker.counts().acknowledged, 1U);
}

TEST(UnreachableLink, IsAwayAndSaysSoOnce) {
    WorkerRig rig;
    rig.faults.unreachable = true;

    for (int attempt = 0; attempt < 5; ++attempt) {
        rig.turn();
        rig.advance(20s);
    }

    EXPECT_THAT(rig.states, ElementsAre(State::away));
    EXPECT_THAT(rig.reports.codes(), ElementsAre(ErrorCode::connection_lost));
    EXPECT_EQ(rig.opened, 5U);
}

TEST(UnreachableLink, WaitsTwiceAsLongAfterEachAttempt) {
    WorkerRig rig;
    rig.faults.unreachable = true;
    std::vector<std::chrono::milliseconds> longest = {100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms, 10s, 10s};

    for (const auto limit : longest) {
        rig.turn();
        EXPECT_LE(until_next_attempt(rig), limit);
        EXPECT_GE(until_next_attempt(rig), limit / 2);
        rig.advance(until_next_attempt(rig));
    }
}

TEST(UnreachableLink, DoesNotTryBeforeTheDeadline) {
    WorkerRig rig;
    rig.faults.unreachable = true;
    rig.turn();

    rig.advance(until_next_attempt(rig) - 1ns);
    rig.turn(3);
    EXPECT_EQ(rig.opened, 1U);

    rig.advance(1ns);
    rig.turn();
    EXPECT_EQ(rig.opened, 2U);
}

TEST(UnreachableLink, IsNotHurriedByAWallClockThatJumps) {
    WorkerRig rig;
    rig.faults.unreachable = true;
    rig.turn();

    rig.reports.clock.jump_wall(24h);
    rig.turn();

    EXPECT_EQ(rig.opened, 1U);
}

TEST(UnreachableLink, BeginsWithShortWaitsAgainAfterASuccess) {
    WorkerRig rig;
    rig.faults.unreachable = true;
    for (int attempt = 0; attempt < 5; ++attempt) {
        rig.turn();
        rig.advance(20s);
    }
    rig.faults.unreachable = false;
    rig.turn();
    ASSERT_EQ(rig.link.state(), State::connected);

    rig.faults.drop_connection = true;
    rig.turn();

    EXPECT_LE(until_next_attempt(rig), 100ms);
}

TEST(UnreachableLink, KeepsEventsUntilItIsReachable) {
    WorkerRig rig;
    rig.faults.unreachable = true;
    ASSERT_TRUE(rig.log("one"));
    rig.turn();

    rig.faults.unreachable = false;
    rig.advance(1s);
    rig.settle();

    EXPECT_THAT(rig.messages(), ElementsAre("one"));
    EXPECT_EQ(rig.link.reconnects(), 0U);  // it was never connected before
}

struct SilentLink : ::testing::Test {
    static ConnectionOptions patient_for_5s() {
        ConnectionOptions options;
        options.ack_timeout = 5s;
        return options;
    }
    void SetUp() override {
        rig.faults.never_acknowledges = true;
        ASSERT_TRUE(rig.log("one"));
        rig.turn(2);
    }

    WorkerRig rig{patient_for_5s()};
};

TEST_F(SilentLink, IsToleratedUntilTheTimeout) {
    EXPECT_EQ(until_next_attempt(rig), 5s);

    rig.advance(5s - 1ns);
    rig.turn();

    EXPECT_EQ(rig.link.state(), State::connected);
}

TEST_F(SilentLink, IsGivenUpAtTheTimeout) {
    rig.advance(5s);
    rig.turn();

    EXPECT_EQ(rig.link.state(), State::away);
    ASSERT_THAT(rig.reports.codes(), ElementsAre(ErrorCode::timed_out));
    EXPECT_THAT(rig.reports.last(), HasSubstr("nothing was acknowledged for 5000 ms"));
}

TEST_F(SilentLink, IsConnectedAnewAndLearnsWhatTheOtherEndHolds) {
    rig.advance(5s);
    rig.turn();
    rig.advance(1s);
    rig.turn();

    EXPECT_EQ(rig.opened, 2U);
    EXPECT_EQ(rig.worker.counts().acknowledged, 1U);
}

TEST_F(SilentLink, GetsItsTimeAnewFromEachAcknowledgement) {
    rig.advance(4s);
    rig.faults.never_acknowledges = false;
    ASSERT_TRUE(rig.log("two"));
    rig.turn();
    rig.turn();  // hears that both are held
    rig.faults.never_acknowledges = true;
    ASSERT_TRUE(rig.log("three"));
    rig.turn(2);

    rig.advance(4s);
    rig.turn();

    EXPECT_EQ(rig.link.state(), State::connected);
}

TEST(IdleLink, MayBeSilentForEver) {
    WorkerRig rig;
    ASSERT_TRUE(rig.log("one"));
    rig.settle();

    rig.advance(24h);
    rig.turn(2);

    EXPECT_EQ(rig.link.state(), State::connected);
    EXPECT_FALSE(rig.link.deadline().has_value());
    EXPECT_THAT(rig.reports.errors, IsEmpty());
}

TEST(Link, SurvivesAStateCallbackThatThrows) {
    Reports reports;
    test::Faults faults;
    test::Receiver receiver;
    Spool spool{1 << 20};
    Subscriptions subscriptions;
    Dispatcher dispatcher{16, reports.reporter};
    Link link{{"me", {{"me"}, "", ""}, [](State /*state*/) { throw 42; }, {}, 1s},
              std::make_unique<test::FaultyTransport>(faults, receiver),
              spool,
              subscriptions,
              dispatcher,
              reports.clock,
              reports.reporter};

    link.drive();

    EXPECT_EQ(link.state(), State::connected);
    EXPECT_THAT(reports.codes(), ElementsAre(ErrorCode::handler_threw));
}

}  // namespace
}  // namespace logbeam::channel
