#include "unit/dialect/feed_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::dialect {
namespace {

using test::FeedTest;
using test::Seat;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST_F(FeedTest, HearsNothingBeforeItBegins) {
    (void)feed.open(1, wish({"a"})).value();
    store(1);

    feed.begin(1, wire::FromNow{});
    store(1);

    EXPECT_THAT(heard(), ElementsAre("1:2"));
}

TEST_F(FeedTest, WakesItsConnectionWhenThereIsSomethingToSend) {
    subscribe(1, "a");
    store(1, "other");
    EXPECT_EQ(seat.outlet.wakes, 0);

    store(1, "a");

    EXPECT_EQ(seat.outlet.wakes, 1);
}

TEST_F(FeedTest, RefusesAnIdThatIsInUse) {
    subscribe(1, "a");

    const auto again = feed.open(1, wish({"b"}));

    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::malformed_frame);
    EXPECT_EQ(feed.size(), 1U);
}

TEST_F(FeedTest, RefusesSubscriptionsBeyondTheClientsLimit) {
    subscribe(1, "a");
    subscribe(2, "b");
    subscribe(3, "c");

    const auto fourth = feed.open(4, wish({"d"}));

    ASSERT_FALSE(fourth);
    EXPECT_EQ(fourth.error().code, ErrorCode::limit_reached);
    EXPECT_EQ(rig.hub.counters.limits_reached, 1U);
}

TEST_F(FeedTest, RefusesATopicThatMayNotBeHeardAndThinsAPattern) {
    hub::Rights rights;
    rights.subscribe.emplace_back("orders.*");
    Wish literal = wish({"payroll"});
    Wish pattern = wish({">"});
    literal.rights = pattern.rights = std::make_shared<const hub::Rights>(rights);

    const auto refused = feed.open(1, std::move(literal));
    (void)feed.open(2, std::move(pattern)).value();
    feed.begin(2, wire::FromNow{});
    store(1, "payroll");
    store(1, "orders.new");

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
    EXPECT_THAT(heard(), ElementsAre("1:2"));
}

TEST_F(FeedTest, ThinsThePastByTheSameRights) {
    hub::Rights rights;
    rights.subscribe.emplace_back("orders.*");
    store(1, "payroll");
    store(1, "orders.new");
    Wish pattern = wish({">"});
    pattern.rights = std::make_shared<const hub::Rights>(rights);

    (void)feed.open(1, std::move(pattern)).value();
    feed.begin(1, wire::FromLast{10});

    EXPECT_THAT(heard(), ElementsAre("1:2"));
}

TEST_F(FeedTest, ContinuesBehindAPosition) {
    store(5);

    subscribe(1, "a", wire::FromSeq{3, "epoch"});
    store(1);

    EXPECT_THAT(heard(), ElementsAre("1:4,5,6"));
}

TEST_F(FeedTest, ChangesOverBetweenTwoCommits) {
    store(2);
    publish("a");
    subscribe(1, "a", wire::FromSeq{0, "epoch"});
    EXPECT_THAT(heard(), ElementsAre("1:1,2")) << "what is not in the history yet is not of the past";

    ASSERT_TRUE(rig.hub.commit());

    EXPECT_THAT(heard(), ElementsAre("1:3"));
}

TEST_F(FeedTest, BeginsWithTheLastOfItsOwnTopics) {
    store(2, "a");
    store(5, "b");
    store(1, "a");

    subscribe(1, "a", wire::FromLast{2});

    EXPECT_THAT(heard(), ElementsAre("1:2,8"));
}

TEST_F(FeedTest, BeginsWithAllWhenLastAsksForMore) {
    store(3);

    subscribe(1, "a", wire::FromLast{UINT64_MAX});

    EXPECT_THAT(heard(), ElementsAre("1:1,2,3"));
}

TEST_F(FeedTest, BeginsNowWhenLastAsksForNothing) {
    store(3);

    subscribe(1, "a", wire::FromLast{0});
    store(1);

    EXPECT_FALSE(feed.is_replaying());
    EXPECT_THAT(heard(), ElementsAre("1:4"));
}

TEST_F(FeedTest, TellsThatAPositionIsOfAnotherEpochAndBeginsWithAll) {
    store(2);

    subscribe(1, "a", wire::FromSeq{1, "earlier"});

    const auto frames = heard();
    ASSERT_EQ(frames.size(), 2U);
    EXPECT_THAT(frames[0], AllOf(HasSubstr(R"("kind":"gap","audience":1)"), HasSubstr(R"("reason":"epoch")")));
    EXPECT_EQ(frames[1], "1:1,2");
}

TEST_F(FeedTest, HearsNothingTwiceFromAPositionOfTheFuture) {
    store(2);

    subscribe(1, "a", wire::FromSeq{99, "epoch"});
    store(1);

    EXPECT_THAT(heard(), ElementsAre("1:3"));
}

TEST_F(FeedTest, SendsThePastInPiecesThatLeaveRoomForOthers) {
    for (int count = 0; count < 200; ++count)
        publish("a", '"' + std::string(1000, 'x') + '"');
    store(1);
    subscribe(1, "a", wire::FromLast{1000});

    std::string first;
    feed.replay(first);

    EXPECT_LT(first.size(), 80'000U);
    EXPECT_TRUE(feed.is_replaying());
}

TEST_F(FeedTest, FinishesAFrameThatAWriterStoppedInAfterTheSubscriptionEnded) {
    subscribe(1, "a");
    store(1);
    seat.outlet.write(10);

    feed.close(1);

    EXPECT_THAT(heard(), ElementsAre("1:1"));
}

TEST_F(FeedTest, HearsNoMoreOfWhatItClosed) {
    subscribe(1, "a");
    subscribe(2, "b");

    EXPECT_TRUE(feed.close(1));
    EXPECT_FALSE(feed.close(1));
    store(1, "a");
    store(1, "b");

    EXPECT_THAT(heard(), ElementsAre("2:2"));
}

TEST_F(FeedTest, StopsHearingThePastOfWhatItClosed) {
    store(3);
    subscribe(1, "a", wire::FromLast{3});

    feed.close(1);

    EXPECT_FALSE(feed.is_replaying());
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(FeedTest, ShowsOthersWhatItsClientHears) {
    (void)feed.open(1, wish({"a", "b.*"})).value();
    (void)feed.open(2, wish({"c"})).value();
    EXPECT_THAT(seat.client.topics, ElementsAre("a", "b.*", "c"));

    feed.close(1);

    EXPECT_THAT(seat.client.topics, ElementsAre("c"));
}

TEST_F(FeedTest, TellsWhoJoinsAndLeavesATopicOfPresence) {
    subscribe(1, "presence-room");
    ASSERT_EQ(rig.taken().size(), 1U);
    const auto joined = Event::parse(rig.taken()[0]).value();
    feed.close(1);
    const auto left = Event::parse(rig.taken()[1]).value();

    EXPECT_EQ(joined.topic, "presence-room");
    EXPECT_EQ(joined.type, "presence.join");
    EXPECT_EQ(joined.data, (Value{Fields{{"clientId", "someone"}, {"user", ""}}}));
    EXPECT_EQ(left.type, "presence.leave");
}

TEST_F(FeedTest, KeepsPatternsOutOfPresence) {
    subscribe(1, "presence-room.*");
    subscribe(2, "a");

    EXPECT_THAT(rig.taken(), IsEmpty());
}

TEST_F(FeedTest, BringsWhatIsMeantForThisClientAlone) {
    const auto letter = rig.hub.ingest.compose(R"({"topic":"hints","type":"t"})", rig.sender(), {}).value();

    EXPECT_EQ(rig.hub.send_direct("someone", "", letter), 1U);

    EXPECT_THAT(seat.heard(), ElementsAre(StartsWith(R"({"kind":"events","audience":0,"events":[{"id":"epoch-1",)")));
}

struct LaggingFeed : FeedTest {
    LaggingFeed() : FeedTest{{.ingest = {}, .shard = {.lag_bytes = 32 * 1024}}} {}

    void fall_behind(wire::Lag lag) {
        (void)feed.open(1, wish({"a"}, lag)).value();
        feed.begin(1, wire::FromNow{});
        store(500);
    }
};

TEST_F(LaggingFeed, TellsWhatASlowReaderWillNotGet) {
    fall_behind(wire::Lag::skip);
    store(1);

    EXPECT_THAT(heard(),
                ElementsAre(R"({"kind":"gap","audience":1,"from":1,"to":500,"count":500,"reason":"lag"})", "1:502"))
        << "501 told everybody else of the gap";
    EXPECT_EQ(seat.client.skipped, 500U);
}

TEST_F(LaggingFeed, EndsASlowReaderThatWantsNoGaps) {
    fall_behind(wire::Lag::disconnect);

    EXPECT_EQ(seat.outlet.close_code, 1013);
    EXPECT_THAT(seat.outlet.close_reason, HasSubstr("too_slow (166)"));
    EXPECT_THAT(heard(), IsEmpty());
}

struct TrimmedFeed : FeedTest {
    TrimmedFeed() : FeedTest{{}, {.events = 32}} {}
};

TEST_F(TrimmedFeed, TellsWhatTheHistoryHoldsNoMore) {
    for (int burst = 0; burst < 10; ++burst)
        store(10);
    const std::uint64_t first = rig.history.extent().first;

    subscribe(1, "a", wire::FromSeq{5, "epoch"});

    const auto frames = heard();
    ASSERT_EQ(frames.size(), 2U);
    EXPECT_THAT(frames[0], AllOf(HasSubstr(R"("from":6,"to":)" + std::to_string(first - 1) + ","),
                                 HasSubstr(R"("reason":"trimmed")")));
    EXPECT_THAT(frames[1], StartsWith("1:" + std::to_string(first) + ","));
}

TEST_F(TrimmedFeed, TellsWhatWentWhileItHeardThePast) {
    store(10);
    subscribe(1, "a", wire::FromSeq{0, "epoch"});

    for (int burst = 0; burst < 10; ++burst)
        store(10);

    const std::uint64_t first = rig.history.extent().first;
    EXPECT_THAT(heard().front(),
                AllOf(HasSubstr(R"("from":1,"to":)" + std::to_string(first - 1) + ","), HasSubstr("trimmed")));
}

}  // namespace
}  // namespace logbeam::dialect
