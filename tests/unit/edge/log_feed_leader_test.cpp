#include "unit/edge/log_feed_rig.hpp"

#include <string>

// What a feed does with a server's copy of the stream that is not what the stream's leader has.
namespace logbeam::edge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct LogFeedAndLeader : LogFeedRig {};

TEST_F(LogFeedAndLeader, ComparesWhatItReadWithWhatTheLeaderHas) {
    begin();
    stand(1, 9);
    bring(1, 1);
    look_and_find(1, 9);
    EXPECT_EQ(port.asked.front().letter.subject, "$JS.API.STREAM.MSG.GET.L");
    EXPECT_EQ(port.asked.front().letter.body, R"({"seq":1})");
    port.answer(message_of("1970-01-01T00:00:00.000000005Z"));

    EXPECT_EQ(feed->diverged(), 0U);
    EXPECT_EQ(feed->restarts(), 0U);
}

TEST_F(LogFeedAndLeader, LeavesACopyThatIsNotWhatTheLeaderHasAndSaysSo) {
    begin();
    stand(1, 9);
    bring(1, 1);
    bring(2, 2);
    look_and_find(1, 9);
    port.answer(message_of("1970-01-01T00:00:00.000000006Z"));

    EXPECT_EQ(feed->diverged(), 1U);
    EXPECT_THAT(troubles, ElementsAre(StartsWith("message 2 of the stream 'L' is another one at its leader")));
    port.answer(stream(1, 9));
    EXPECT_EQ(asked_from(), 3U);
    port.answer(std::string{R"({"name":"def"})"});
    look_and_find(1, 9);
    EXPECT_THAT(port.asked, IsEmpty()) << "of the new one nothing was read yet";
}

TEST_F(LogFeedAndLeader, TakesAMessageThatTheLeaderHasDeletedForNoOtherOne) {
    begin();
    stand(1, 1);
    bring(1, 1, 0);
    look_and_find(1, 1);
    port.answer(no_message);
    look_and_find(2, 1);

    EXPECT_THAT(port.asked, IsEmpty());
    EXPECT_EQ(feed->diverged(), 0U);
    EXPECT_EQ(feed->restarts(), 0U);
}

TEST_F(LogFeedAndLeader, LeavesACopyThatStandsStill) {
    begin();
    stand(1, 1);
    bring(1, 1, 0);
    look_and_find(1, 3);
    port.answer(no_message);
    EXPECT_EQ(feed->restarts(), 0U) << "they may be on their way";
    look_and_find(1, 4);

    EXPECT_EQ(feed->restarts(), 1U);
    EXPECT_THAT(troubles, ElementsAre("nothing comes behind message 1 of the stream 'L', which ends at 4"));
}

TEST_F(LogFeedAndLeader, GivesUpGettingOnAtOnePlaceAsTheLastMessageMayBeDeleted) {
    begin();
    stand(1, 1);
    bring(1, 1, 0);
    for (std::uint64_t turn = 0; turn < 2 * LogFeed::most_tries + 4; ++turn) {
        look();
        while (!port.asked.empty() && port.asked.front().letter.subject.find("STREAM.INFO") != std::string::npos)
            port.answer(stream(1, 2));
        if (port.asked.empty()) continue;
        const bool is_consumer = port.asked.front().letter.subject.find("CONSUMER") != std::string::npos;
        port.answer(is_consumer ? std::string{R"({"name":"abc"})"} : no_message);
    }
    EXPECT_EQ(feed->restarts(), LogFeed::most_tries);
}

}  // namespace
}  // namespace logbeam::edge
