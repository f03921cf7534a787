#include "server/stream_wish.hpp"

#include "query/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace logbeam::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

http::Request request_with(http::Pairs query) {
    http::Request request;
    request.path = "/events";
    request.query = std::move(query);
    return request;
}

StreamWish wish_of(http::Pairs query, std::string_view last_event_id = "") {
    return read_stream_wish(request_with(std::move(query)), last_event_id, Timestamp{}).value();
}
std::string problem_of(http::Pairs query, std::string_view last_event_id = "") {
    const auto wish = read_stream_wish(request_with(std::move(query)), last_event_id, Timestamp{});
    return wish ? "none" : wish.error().message();
}
std::vector<std::string> topics_of(const StreamWish& wish) {
    std::vector<std::string> topics;
    for (const TopicPattern& topic : wish.wish.topics)
        topics.push_back(topic.str());
    return topics;
}

TEST(AStream, HearsAllFromNowOnUnlessItSaysOtherwise) {
    const StreamWish wish = wish_of({});

    EXPECT_THAT(topics_of(wish), ElementsAre(">"));
    EXPECT_TRUE(std::holds_alternative<wire::FromNow>(wish.from));
    EXPECT_EQ(wish.wish.lag, wire::Lag::disconnect);
    EXPECT_EQ(wish.wish.max_rate, 0U);
}

TEST(AStream, HearsTheTopicsThatItNames) {
    EXPECT_THAT(topics_of(wish_of({{"topic", "logs.*"}, {"topic", "orders"}})), ElementsAre("logs.*", "orders"));
}

TEST(AStream, MayBeginWithTheLastEvents) {
    EXPECT_EQ(std::get<wire::FromLast>(wish_of({{"last", "20"}}).from).count, 20U);
}

TEST(AStream, GoesOnBehindTheIdOfItsLastEvent) {
    const StreamWish by_header = wish_of({}, "e7-18446744073709551615");
    const StreamWish by_address = wish_of({{"lastEventId", "an-epoch-with-dashes-17"}});

    EXPECT_EQ(std::get<wire::FromSeq>(by_header.from).seq, UINT64_MAX);
    EXPECT_EQ(std::get<wire::FromSeq>(by_header.from).epoch, "e7");
    EXPECT_EQ(std::get<wire::FromSeq>(by_address.from).seq, 17U);
    EXPECT_EQ(std::get<wire::FromSeq>(by_address.from).epoch, "an-epoch-with-dashes");
}

TEST(AStream, TrustsTheHeaderOfAReconnectMoreThanTheAddress) {
    const StreamWish wish = wish_of({{"lastEventId", "e7-1"}, {"last", "5"}}, "e7-9");

    EXPECT_EQ(std::get<wire::FromSeq>(wish.from).seq, 9U);
}

TEST(AStream, MayChooseItsLagAndItsRate) {
    const StreamWish wish = wish_of({{"lag", "skip"}, {"maxRate", "100"}});

    EXPECT_EQ(wish.wish.lag, wire::Lag::skip);
    EXPECT_EQ(wish.wish.max_rate, 100U);
    EXPECT_EQ(wish_of({{"lag", "disconnect"}}).wish.lag, wire::Lag::disconnect);
}

TEST(AStream, IsRefusedByTheNameOfWhatIsWrong) {
    EXPECT_THAT(problem_of({{"topic", "a b"}}), StartsWith("invalid_topic"));
    EXPECT_THAT(problem_of({{"last", "many"}}), HasSubstr("expected a whole number"));
    EXPECT_THAT(problem_of({{"last", "-1"}}), HasSubstr("expected a whole number"));
    EXPECT_THAT(problem_of({{"lag", "fast"}}), HasSubstr("lag: expected"));
    EXPECT_THAT(problem_of({{"maxRate", ""}}), HasSubstr("expected a whole number"));
    EXPECT_THAT(problem_of({{"lastEventId", "17"}}), HasSubstr("lastEventId: expected"));
    EXPECT_THAT(problem_of({}, "e7-x"), HasSubstr("lastEventId: expected"));
    EXPECT_THAT(problem_of({}, "e7-18446744073709551616"), HasSubstr("lastEventId: expected"));
    EXPECT_THAT(problem_of({{"from", "yesterday"}}), HasSubstr("from: expected a time"));
    EXPECT_THAT(problem_of({{"filter", "level:warnign"}}), StartsWith("malformed_query"));
    EXPECT_THAT(problem_of({{"topics", "a"}}), HasSubstr("unknown parameter 'topics'"));
}

TEST(AStream, MayBeginAtATime) {
    const auto wish = wish_of({{"from", "2026-11-20T10:57:33Z"}});

    EXPECT_EQ(std::get<wire::FromTime>(wish.from).time, parse_rfc3339("2026-11-20T10:57:33Z"));
}

TEST(AStream, MayHearOnlyWhatAQueryMatches) {
    EXPECT_EQ(wish_of({}).wish.filter, nullptr);
    EXPECT_EQ(wish_of({{"filter", "level>=WARN"}}).wish.filter->text(), "level>=warning");
}

}  // namespace
}  // namespace logbeam::server
