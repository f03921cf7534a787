#include "server/upgrade.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::server {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view key_of_the_rfc = "dGhlIHNhbXBsZSBub25jZQ==";

// --- the handshake ---

TEST(AnUpgrade, IsOneWhenBothHeadersSaySo) {
    EXPECT_TRUE(is_websocket_upgrade("websocket", "Upgrade"));
    EXPECT_TRUE(is_websocket_upgrade("h2c, WebSocket", "keep-alive, upgrade"));
    EXPECT_FALSE(is_websocket_upgrade("websocket", "keep-alive"));
    EXPECT_FALSE(is_websocket_upgrade("", "Upgrade"));
    EXPECT_FALSE(is_websocket_upgrade("websocket2", "Upgrade"));
}

TEST(AnUpgrade, IsAcceptedAsTheRfcShows) {
    const UpgradeHead head{"GET", "13", key_of_the_rfc, ""};

    EXPECT_TRUE(check_upgrade(head));
    EXPECT_EQ(accept_of(head), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(AnUpgrade, IsRefusedByTheNameOfWhatIsWrong) {
    const auto problem = [](const UpgradeHead& head) { return check_upgrade(head).error().detail; };

    EXPECT_THAT(problem({"POST", "13", key_of_the_rfc, ""}), StartsWith("method"));
    EXPECT_THAT(problem({"GET", "8", key_of_the_rfc, ""}), StartsWith("Sec-WebSocket-Version"));
    EXPECT_THAT(problem({"GET", "13", "dGhlIHNhbXBsZQ==", ""}), StartsWith("Sec-WebSocket-Key"));
    EXPECT_THAT(problem({"GET", "13", "", ""}), StartsWith("Sec-WebSocket-Key"));
}

TEST(AnUpgrade, ChoosesTheSubprotocolThatItKnows) {
    EXPECT_EQ(subprotocol_of({"GET", "13", key_of_the_rfc, "mqtt, logbeam.v1"}), "logbeam.v1");
    EXPECT_EQ(subprotocol_of({"GET", "13", key_of_the_rfc, "mqtt"}), "");
    EXPECT_EQ(subprotocol_of({"GET", "13", key_of_the_rfc, ""}), "");
}

// --- the realtime pattern's topic ---

http::Request request_for(std::string path, http::Pairs query = {}) {
    http::Request request;
    request.path = std::move(path);
    request.query = std::move(query);
    return request;
}

TEST(ATopicOfAnAddress, IsTheParameterElseTheFirstPartOfThePath) {
    EXPECT_EQ(topic_of(request_for("/orders", {{"topic", "shop"}})), "shop");
    EXPECT_EQ(topic_of(request_for("/orders", {{"topic", ""}})), "orders");
    EXPECT_EQ(topic_of(request_for("/orders")), "orders");
    EXPECT_EQ(topic_of(request_for("//orders/new/")), "orders");
    EXPECT_EQ(topic_of(request_for("/")), "default");
    EXPECT_EQ(topic_of(request_for("")), "default");
}

// --- what a stream asks for ---

StreamWish wish_of(http::Pairs query, std::string_view last_event_id = "") {
    return read_stream_wish(request_for("/events", std::move(query)), last_event_id).value();
}
std::string problem_of(http::Pairs query, std::string_view last_event_id = "") {
    const auto wish = read_stream_wish(request_for("/events", std::move(query)), last_event_id);
    return wish ? "none" : wish.error().message();
}
std::vector<std::string> topics_of(const StreamWish& wish) {
    std::vector<std::string> topics;
    for (const TopicPattern& topic : wish.topics)
        topics.push_back(topic.str());
    return topics;
}

TEST(AStream, HearsAllFromNowOnUnlessItSaysOtherwise) {
    const StreamWish wish = wish_of({});

    EXPECT_THAT(topics_of(wish), ElementsAre(">"));
    EXPECT_TRUE(std::holds_alternative<wire::FromNow>(wish.from));
    EXPECT_EQ(wish.lag, wire::Lag::disconnect);
    EXPECT_EQ(wish.max_rate, 0U);
}

TEST(AStream, HearsTheTopicsThatItNames) {
    EXPECT_THAT(topics_of(wish_of({{"topic", "logs.*"}, {"other", "x"}, {"topic", "orders"}})),
                ElementsAre("logs.*", "orders"));
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

    EXPECT_EQ(wish.lag, wire::Lag::skip);
    EXPECT_EQ(wish.max_rate, 100U);
    EXPECT_EQ(wish_of({{"lag", "disconnect"}}).lag, wire::Lag::disconnect);
}

TEST(AStream, IsRefusedByTheNameOfWhatIsWrong) {
    EXPECT_THAT(problem_of({{"topic", "a b"}}), StartsWith("invalid_topic"));
    EXPECT_THAT(problem_of({{"last", "many"}}), HasSubstr("last: expected"));
    EXPECT_THAT(problem_of({{"last", "-1"}}), HasSubstr("last: expected"));
    EXPECT_THAT(problem_of({{"lag", "fast"}}), HasSubstr("lag: expected"));
    EXPECT_THAT(problem_of({{"maxRate", ""}}), HasSubstr("maxRate: expected"));
    EXPECT_THAT(problem_of({{"lastEventId", "17"}}), HasSubstr("lastEventId: expected"));
    EXPECT_THAT(problem_of({}, "e7-x"), HasSubstr("lastEventId: expected"));
    EXPECT_THAT(problem_of({}, "e7-18446744073709551616"), HasSubstr("lastEventId: expected"));
}

TEST(TheHeadOfAStream, IsReadByAnEventSourceAndCachedByNobody) {
    EXPECT_THAT(stream_head(""),
                AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Type: text/event-stream\r\n"),
                      HasSubstr("Cache-Control: no-cache\r\n"), Not(HasSubstr("Access-Control")),
                      EndsWith("\r\n\r\n: ok\n\n")));
}

TEST(TheHeadOfAStream, MayBeReadByAPageOfAnOriginThatWasLetIn) {
    EXPECT_THAT(stream_head("https://page.example"),
                HasSubstr("Access-Control-Allow-Origin: https://page.example\r\n"));
}

}  // namespace
}  // namespace logbeam::server
