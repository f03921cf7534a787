#include "edge/log_feed.hpp"

#include "support/recording_port.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string stream(std::uint64_t first, std::uint64_t last, const std::string& created = "2026-11-22T07:31:00Z") {
    return R"({"config":{"name":"L"},"created":")" + created + R"(","state":{"first_seq":)" + std::to_string(first) +
           R"(,"last_seq":)" + std::to_string(last) + "}}";
}

const std::string no_stream = R"({"error":{"err_code":10059,"description":"stream not found"}})";
const std::string no_message = R"({"error":{"err_code":10037,"description":"no message found"}})";

struct LogFeedTest : ::testing::Test {
    void begin(std::uint64_t after = 0) {
        LogFeed::Listener listener;
        listener.on_message = [this](const LogMessage& message) {
            heard.emplace_back(message.number, std::string{message.body});
        };
        listener.on_gone = [this](std::uint64_t first, std::uint64_t last) { gone.emplace_back(first, last); };
        listener.on_ended = [this](const Error& reason) { ended.push_back(reason.detail); };
        listener.on_trouble = [this](const Error& reason) { troubles.push_back(reason.detail); };
        feed.emplace(port, parse_stream(stream(1, 0)).value(), after, std::move(listener));
        tick();
    }
    void tick(std::chrono::milliseconds by = 0ms) {
        now += by;
        feed->tick(now);
    }
    // Answers what the feed asks at its beginning, so that its consumer stands.
    void stand(std::uint64_t first, std::uint64_t last) {
        port.answer(stream(first, last));
        port.answer(std::string{R"({"name":"abc"})"});
    }
    [[nodiscard]] std::string inbox() const { return port.subscriptions.begin()->second.subject; }
    void bring(std::uint64_t stream_seq, std::uint64_t consumer_seq, std::uint64_t pending = 1) {
        port.deliver(inbox(), "logbeam.event.a", "m" + std::to_string(stream_seq),
                     "$JS.ACK.L.abc.1." + std::to_string(stream_seq) + '.' + std::to_string(consumer_seq) + ".5." +
                         std::to_string(pending));
    }
    [[nodiscard]] std::uint64_t asked_from() const {
        return nlohmann::json::parse(port.asked.front().letter.body)["config"]["opt_start_seq"];
    }

    test::RecordingPort port;
    std::optional<LogFeed> feed;
    LogFeed::Time now{1h};
    std::vector<std::pair<std::uint64_t, std::string>> heard;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> gone;
    std::vector<std::string> ended;
    std::vector<std::string> troubles;
};

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

    tick(5s);
    tick(5s);

    EXPECT_GE(feed->restarts(), 1U);
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
