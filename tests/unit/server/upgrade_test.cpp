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
