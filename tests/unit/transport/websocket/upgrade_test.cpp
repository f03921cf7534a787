#include "transport/websocket/upgrade.hpp"

#include "websocket/handshake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace logbeam::transport {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";

// An answer as it should be, with its fields in any order and case.
const std::string good = "HTTP/1.1 101 Switching Protocols\r\n"
                         "upgrade: WebSocket\r\n"
                         "Connection: keep-alive, Upgrade\r\n"
                         "SEC-WEBSOCKET-ACCEPT: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                         "Sec-WebSocket-Protocol:logbeam.v1\r\n"
                         "Server: someone\r\n\r\n";

std::string with(const std::string& before, const std::string& after) {
    std::string changed = good;
    return changed.replace(changed.find(before), before.size(), after);
}

std::string outcome(std::string_view bytes, Input input = Input::goes_on) {
    const auto answer = read_upgrade(bytes, key, input);
    if (!answer) return answer.error().message();
    return *answer ? std::to_string(**answer) : "more";
}

std::string refusal(const std::string& status, const std::string& body) {
    return outcome("HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

TEST(UpgradeRequest, AsksForTheNativeSubprotocol) {
    const std::string text = to_text({"logs.example:3030", "/ws?x=1", key, "s3cret"});

    EXPECT_THAT(text, StartsWith("GET /ws?x=1 HTTP/1.1\r\nHost: logs.example:3030\r\n"));
    EXPECT_THAT(text, AllOf(HasSubstr("\r\nUpgrade: websocket\r\n"), HasSubstr("\r\nConnection: Upgrade\r\n"),
                            HasSubstr("\r\nSec-WebSocket-Version: 13\r\n"), HasSubstr("Sec-WebSocket-Key: " + key),
                            HasSubstr("\r\nSec-WebSocket-Protocol: logbeam.v1\r\n"),
                            EndsWith("\r\nAuthorization: Bearer s3cret\r\n\r\n")));
}

TEST(UpgradeRequest, HasNoAuthorizationWithoutAToken) {
    EXPECT_THAT(to_text({"h:1", "/ws", key, ""}), Not(HasSubstr("Authorization")));
}

TEST(UpgradeRequest, LeavesATokenOutThatWouldBreakTheHeader) {
    EXPECT_THAT(to_text({"h:1", "/ws", key, "a\r\nX-Evil: 1"}), Not(HasSubstr("Evil")));
}

TEST(UpgradeAnswer, IsReadWithItsFieldsInAnyOrderAndCase) {
    EXPECT_EQ(outcome(good), std::to_string(good.size()));
}

TEST(UpgradeAnswer, EndsWhereFramesBegin) {
    EXPECT_EQ(outcome(good + "\x81\x01x"), std::to_string(good.size()));
}

TEST(UpgradeAnswer, IsWaitedForUntilItIsWhole) {
    for (std::size_t cut = 0; cut < good.size(); ++cut) {
        EXPECT_EQ(outcome(good.substr(0, cut)), "more") << cut;
    }
}

TEST(UpgradeAnswer, ThatNeverComesIsAnError) {
    EXPECT_EQ(outcome("HTTP/1.1 101", Input::has_ended),
              "connection_lost (120): there is no logbeam broker: it closed the connection without an answer");
    EXPECT_THAT(outcome(std::string(16 * 1024, 'x')), HasSubstr("too long"));
}

TEST(UpgradeAnswer, IsRefusedWhenAnythingIsMissing) {
    EXPECT_THAT(outcome(with("HTTP/1.1", "HTTP/1.0")), HasSubstr("not HTTP/1.1"));
    EXPECT_THAT(outcome(with("101 ", "1011")), HasSubstr("not HTTP/1.1"));
    EXPECT_THAT(outcome(with("WebSocket", "h2c")), HasSubstr("no Upgrade: websocket"));
    EXPECT_THAT(outcome(with("upgrade:", "x-upgrade:")), HasSubstr("no Upgrade: websocket"));
    EXPECT_THAT(outcome(with("keep-alive, Upgrade", "keep-alive")), HasSubstr("no Connection: Upgrade"));
    EXPECT_THAT(outcome(with("s3pPL", "S3pPL")), HasSubstr("wrong Sec-WebSocket-Accept"));
    EXPECT_THAT(outcome(with(":logbeam.v1", ":logbeam.v2")), HasSubstr("subprotocol"));
    EXPECT_THAT(outcome(with("Server: someone", "Sec-WebSocket-Extensions: x")), HasSubstr("extension"));
}

TEST(UpgradeAnswer, IsRefusedWhenAFieldIsThereTwice) {
    EXPECT_THAT(outcome(with("Server: someone", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")),
                HasSubstr("wrong Sec-WebSocket-Accept"));
}

TEST(UpgradeRefusal, SaysWhatTheBrokerSays) {
    EXPECT_EQ(refusal("403 Forbidden", R"({"error":163,"name":"origin_refused","detail":"not from 'evil.example'"})"),
              "origin_refused (163): the broker says: not from 'evil.example'");
}

TEST(UpgradeRefusal, HasItsCodeFromTheStatusWhenTheBodySaysNothing) {
    EXPECT_EQ(refusal("401 Unauthorized", ""), "unauthorized (160): the server answered the upgrade with status 401");
    EXPECT_THAT(refusal("403 Forbidden", "<html>"), StartsWith("forbidden (161)"));
    EXPECT_THAT(refusal("404 Not Found", "[]"), StartsWith("not_found (171)"));
    EXPECT_THAT(refusal("429 Too Many Requests", "{}"), StartsWith("rate_limited (165)"));
    EXPECT_THAT(refusal("503 Service Unavailable", R"({"error":"full"})"), StartsWith("limit_reached (164)"));
    EXPECT_THAT(refusal("302 Found", R"({"detail":7})"), StartsWith("refused (121)"));
}

TEST(UpgradeRefusal, WaitsForTheBodyThatWasAnnounced) {
    const std::string head = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 22\r\n\r\n";

    EXPECT_EQ(outcome(head), "more");
    EXPECT_EQ(outcome(head + R"({"detail":"no token"})"), "more");
    EXPECT_THAT(outcome(head + R"({"detail":"no token"} )"), HasSubstr("no token"));
    EXPECT_THAT(outcome(head + R"({"detail":"no token"})", Input::has_ended), HasSubstr("no token"));
}

TEST(UpgradeRefusal, DoesNotWaitForABodyWithoutEnd) {
    const std::string head = "HTTP/1.1 503 Busy\r\nContent-Length: 1000000000\r\n\r\n";

    EXPECT_THAT(outcome(head + std::string(16 * 1024, ' ')), StartsWith("limit_reached"));
}

}  // namespace
}  // namespace logbeam::transport
