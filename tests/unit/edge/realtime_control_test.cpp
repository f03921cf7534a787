#include "edge/realtime_control.hpp"

#include <logbeam/event.hpp>

#include <gtest/gtest.h>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp now{1'800'000'000s};

TEST(ControlMessages, AreRead) {
    const auto message =
        read_control(R"({"clientId":"c1","topic":"orders.*","clientInbox":"client.c1","timestamp":"x"})").value();

    EXPECT_EQ(message.client, "c1");
    EXPECT_EQ(message.topic->str(), "orders.*");
}

TEST(ControlMessages, NeedNameNothing) {
    const auto message = read_control("{}").value();

    EXPECT_EQ(message.client, "");
    EXPECT_FALSE(message.topic);
}

TEST(ControlMessages, AreRefusedWhenTheyAreNone) {
    EXPECT_FALSE(read_control(""));
    EXPECT_FALSE(read_control("[]"));
    EXPECT_FALSE(read_control(R"({"clientId":)"));
    EXPECT_FALSE(read_control(R"({"clientId":1})"));
    EXPECT_FALSE(read_control(R"({"clientId":"c","topic":"a..b"})"));
    EXPECT_FALSE(read_control(R"({"clientId":")" + std::string(256, 'c') + R"("})"));
    EXPECT_FALSE(read_control("{\"clientId\":\"c\"" + std::string(16 << 10, ' ') + "}"));
}

TEST(ControlReplies, AreThoseOfThePattern) {
    const auto event = Event::parse(connection_established("c1", "orders", now)).value();

    EXPECT_EQ(event.type, "connection.established");
    EXPECT_EQ(event.source, "server");
    EXPECT_EQ(event.timestamp, now);
    EXPECT_FALSE(event.id.empty());
    EXPECT_EQ(event.data, (Fields{{"clientId", "c1"}, {"subscribedTopic", "orders"}}));
    EXPECT_EQ(subscribed("orders"), R"({"success":true,"topic":"orders"})");
    EXPECT_EQ(not_subscribed("orders"), R"({"success":false,"topic":"orders","error":"limit_reached"})");
    EXPECT_EQ(disconnected(now), R"({"status":"disconnected","serverTime":")" + to_rfc3339(now) + "\"}");
    EXPECT_EQ(Event::parse(connection_check(now)).value().type, "connection.check");
}

}  // namespace
}  // namespace logbeam::edge
