#include "unit/edge/log_feed_rig.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace logbeam::edge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct LogFeedTest : LogFeedRig {};

TEST_F(LogFeedTest, BringsAllThatIsBehindItsBeginningAndSomeOfBefore) {
    begin(LogFeed::recalled + 4);
    EXPECT_EQ(port.asked.front().letter.subject, "$JS.API.STREAM.INFO.L");
    port.answer(stream(1, LogFeed::recalled + 6));
    EXPECT_EQ(port.asked.front().letter.subject, "$JS.API.CONSUMER.CREATE.L");
    EXPECT_EQ(asked_from(), 5U);
    port.answer(std::string{R"({"name":"abc"})"});

    bring(5, 1, 1);
    EXPECT_FALSE(feed->has_caught_up());
    bring(6, 2, 0);

    EXPECT_THAT(heard, ElementsAre(Pair(5, "m5"), Pair(6, "m6")));
    EXPECT_TRUE(feed->has_caught_up());
    EXPECT_THAT(gone, IsEmpty());
}

TEST_F(LogFeedTest, HasCaughtUpAtOnceWhereNothingIs) {
    begin();
    stand(1, 0);

    EXPECT_TRUE(feed->has_caught_up());
}

TEST_F(LogFeedTest, TellsOfWhatTheStreamDroppedNothingThatWasHad) {
    begin(10);
    port.answer(stream(7, 12));
    EXPECT_EQ(asked_from(), 7U);
    port.answer(std::string{R"({"name":"abc"})"});
    bring(7, 1);
    bring(9, 2);
    port.answer(no_message);
    port.answer(stream(7, 12));

    EXPECT_THAT(gone, IsEmpty());
    EXPECT_EQ(feed->last(), 8U);
}

TEST_F(LogFeedTest, TellsWhatTheStreamDroppedBefore) {
    begin(4);
    stand(10, 12);

    EXPECT_THAT(gone, ElementsAre(Pair(5, 9)));
    bring(10, 1);
    EXPECT_THAT(heard, SizeIs(1));
}

TEST_F(LogFeedTest, AsksTheLeaderBeforeItTakesAHoleForOne) {
    begin();
    stand(1, 9);
    bring(1, 1);

    bring(4, 2);
    EXPECT_EQ(port.asked.front().letter.subject, "$JS.API.STREAM.MSG.GET.L");
    EXPECT_EQ(port.asked.front().letter.body, R"({"seq":2})");
    EXPECT_THAT(port.subscriptions, IsEmpty());
    port.answer(no_message);
    port.answer(stream(1, 9));

    EXPECT_THAT(gone, ElementsAre(Pair(2, 3)));
    port.answer(stream(1, 9));
    EXPECT_EQ(asked_from(), 4U);
}

TEST_F(LogFeedTest, DoesNotBelieveALeaderThatHasNotWhatWasHeard) {
    begin();
    stand(1, 9);
    bring(1, 1);
    bring(4, 2);
    port.answer(no_message);
    port.answer(stream(1, 3));
    EXPECT_THAT(gone, IsEmpty());

    tick(1s);
    stand(1, 4);
    bring(2, 1);
    EXPECT_EQ(heard.back().first, 2U);
}

TEST_F(LogFeedTest, ReadsAgainWhatAServerDidNotHaveYet) {
    begin();
    stand(1, 9);
    bring(1, 1);

    bring(3, 2);
    port.answer(std::string{R"({"message":{"subject":"logbeam.event.a","seq":2}})"});
    tick(1s);
    port.answer(stream(1, 9));

    EXPECT_EQ(asked_from(), 2U);
    EXPECT_THAT(gone, IsEmpty());
    EXPECT_THAT(heard, SizeIs(1));
}

TEST_F(LogFeedTest, DoubtsNoStreamThatIsFullOfHoles) {
    begin();
    std::uint64_t next = 1;
    for (std::uint64_t hole = 0; hole < LogFeed::most_doubts; ++hole) {
        stand(1, 9'999);
        bring(next += 2, 1);
        port.answer(no_message);
        port.answer(stream(1, 9'999));
    }
    stand(1, 9'999);
    bring(next, 1);
    bring(next + 5, 2);

    EXPECT_EQ(heard.back().first, next + 5);
    EXPECT_EQ(gone.size(), LogFeed::most_doubts + 1);
}

TEST_F(LogFeedTest, SaysWhetherAllThatEverStoodBeforeAMessageWasRead) {
    begin();
    stand(1, 9);
    bring(1, 1);
    bring(3, 2);
    port.answer(no_message);
    port.answer(stream(1, 9));
    stand(1, 9);
    bring(3, 1);

    EXPECT_THAT(has_read_all, ElementsAre(true, false));
}

TEST_F(LogFeedTest, DoesNotSayThatItReadWhatAnEarlierLifeDid) {
    begin(4);
    stand(1, 9);
    bring(1, 1);

    EXPECT_THAT(has_read_all, ElementsAre(false));
}

TEST_F(LogFeedTest, MakesAConsumerAnewThatHasLostAMessage) {
    begin();
    stand(1, 9);
    bring(1, 1);

    bring(3, 3);

    EXPECT_EQ(feed->restarts(), 1U);
    port.answer(stream(1, 9));
    EXPECT_EQ(asked_from(), 2U);
    port.answer(std::string{R"({"name":"def"})"});
    bring(2, 1);
    bring(3, 2);
    EXPECT_THAT(heard, ElementsAre(Pair(1, "m1"), Pair(2, "m2"), Pair(3, "m3")));
}

TEST_F(LogFeedTest, MakesAConsumerAnewThatSaysItIsFurther) {
    begin();
    stand(1, 9);
    bring(1, 1);

    port.deliver(inbox(), inbox(), "", "", {{"Status", "100"}, {"Nats-Last-Consumer", "2"}});

    EXPECT_EQ(feed->restarts(), 1U);
}

TEST_F(LogFeedTest, AnswersFlowControl) {
    begin();
    stand(1, 9);

    port.deliver(inbox(), inbox(), "", "$JS.FC.L.abc.1", {{"Status", "100"}});
    port.deliver(inbox(), inbox(), "", "", {{"Status", "100"}, {"Nats-Consumer-Stalled", "$JS.FC.L.abc.2"}});

    EXPECT_THAT(port.sent_to("$JS.FC.L.abc.1"), SizeIs(1));
    EXPECT_THAT(port.sent_to("$JS.FC.L.abc.2"), SizeIs(1));
    EXPECT_EQ(feed->restarts(), 0U);
}

TEST_F(LogFeedTest, MakesAConsumerAnewThatIsSilent) {
    begin();
    stand(1, 9);
    tick(1s);
    EXPECT_EQ(feed->restarts(), 0U);

    tick(LogFeed::silence + 1ms);

    EXPECT_EQ(feed->restarts(), 1U);
}

TEST_F(LogFeedTest, WaitsForAConnectionAndGoesOnBehindWhatItHad) {
    begin();
    stand(1, 9);
    bring(1, 1);
    port.open = false;
    tick(1s);
    EXPECT_THAT(port.subscriptions, IsEmpty());

    port.open = true;
    tick(1s);
    port.answer(stream(1, 9));

    EXPECT_EQ(asked_from(), 2U);
    EXPECT_THAT(gone, IsEmpty());
}

TEST_F(LogFeedTest, EndsWhenTheStreamIsNoMore) {
    begin();
    port.answer(no_stream);
    EXPECT_THAT(ended, ElementsAre(StartsWith("JetStream says: stream not found")));

    tick(10s);
    EXPECT_THAT(port.asked, IsEmpty()) << "it stays so";
}

TEST_F(LogFeedTest, EndsWhenTheStreamIsAnotherOfThatName) {
    begin();
    port.answer(stream(1, 9, "2026-11-22T08:00:00Z"));
    EXPECT_THAT(ended, SizeIs(1));
}

TEST_F(LogFeedTest, WaitsForAStreamThatHasLessThanWasReadOfIt) {
    begin(50);
    for (int turn = 0; turn < 2; ++turn) {
        port.answer(stream(1, 40));
        tick(1s);
    }
    EXPECT_THAT(troubles, ElementsAre(HasSubstr("ends at 40, and 50 was had of it")));
    EXPECT_THAT(ended, IsEmpty()) << "its leader may be a new one";

    port.answer(stream(1, 50));
    EXPECT_EQ(asked_from(), 1U);
}

TEST_F(LogFeedTest, TriesAgainWhereNobodyAnswersAndSaysSoOnce) {
    begin();
    for (int turn = 0; turn < 3; ++turn) {
        port.answer(ErrorCode::not_found);
        tick(1s);
    }

    EXPECT_THAT(troubles, SizeIs(1));
    EXPECT_THAT(ended, IsEmpty()) << "JetStream may be electing";
    EXPECT_THAT(port.asked, SizeIs(1));
}

TEST_F(LogFeedTest, LeavesOutAnAnswerToAnEarlierLife) {
    begin();
    auto late = std::move(port.asked.front());
    port.asked.clear();
    port.open = false;
    tick(1s);
    port.open = true;
    tick(1s);

    late.on_answer(Error{ErrorCode::timed_out, "late"});

    EXPECT_THAT(troubles, IsEmpty());
    stand(1, 1);
    bring(1, 1, 0);
    EXPECT_THAT(heard, SizeIs(1));
}

}  // namespace
}  // namespace logbeam::edge
