#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"

#include <logbeam/event.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// The realtime pattern's WebSocket, as its clients speak it.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawWebSocket;
using ::testing::HasSubstr;
using ::testing::Not;

struct RealtimeDialect : ::testing::Test {
    struct Client : RawWebSocket {
        Client(BrokerRig& broker, std::string_view target)
            : RawWebSocket{broker.port(), target}, established{next().value_or("{}")} {}

        Event established_event() const { return Event::parse(established).value(); }
        // Waits until the broker has done all that was asked before: a topic of its own brings the answer.
        void settle() {
            send_text(R"({"type":"subscribe","topic":"settle"})");
            send_text(R"({"id":"s","type":"settled","source":"x","topic":"settle","data":{}})");
            (void)next_with(R"("settled")");
        }

        std::string established;
    };

    BrokerRig broker;
};

TEST_F(RealtimeDialect, GreetsWithTheTopicOfTheUrl) {
    const auto topic_of = [this](std::string_view target) {
        const Client client{broker, target};
        const Event event = client.established_event();
        EXPECT_EQ(event.type, "connection.established");
        EXPECT_EQ(event.source, "server");
        EXPECT_NE(*event.field("clientId")->as_string(), "");
        return *event.field("subscribedTopic")->as_string();
    };

    EXPECT_EQ(topic_of("/orders"), "orders");
    EXPECT_EQ(topic_of("/orders/"), "orders");
    EXPECT_EQ(topic_of("/?topic=news"), "news");
    EXPECT_EQ(topic_of("/orders?topic=news"), "news");
    EXPECT_EQ(topic_of("/orders?topic=&token=x"), "orders");
    EXPECT_EQ(topic_of("/"), "default");
}

TEST_F(RealtimeDialect, DeliversTheBareEventToEveryoneTheSenderIncluded) {
    Client one{broker, "/orders"};
    Client two{broker, "/orders"};

    one.send_text(
        R"({"id":"e1","type":"order.new","source":"shop","timestamp":"2026-11-20T10:57:33.123Z","data":{"n":1}})");

    const std::string expected =
        R"({"id":"e1","type":"order.new","source":"shop","timestamp":"2026-11-20T10:57:33.123000000Z","data":{"n":1}})";
    EXPECT_EQ(one.next(), expected);
    EXPECT_EQ(two.next(), expected);
}

TEST_F(RealtimeDialect, KeepsMetadataAndLeavesOutWhatThePatternDoesNotKnow) {
    Client client{broker, "/a"};

    client.send_text(
        R"({"id":"1","type":"t","source":"s","timestamp":"2026-11-20T10:57:33Z","topic":"a","data":[1],"metadata":{"m":1},"clientId":"forged"})");

    EXPECT_EQ(
        client.next(),
        R"({"id":"1","type":"t","source":"s","timestamp":"2026-11-20T10:57:33.000000000Z","data":[1],"metadata":{"m":1}})");
}

TEST_F(RealtimeDialect, HearsTheTopicsThatItSubscribesTo) {
    Client client{broker, "/first"};

    client.send_text(R"({"type":"subscribe","topic":"second"})");
    client.send_text(R"({"id":"1","type":"heard","source":"s","topic":"second","data":{}})");
    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("heard")"));

    client.send_text(R"({"type":"unsubscribe","topic":"second"})");
    client.send_text(R"({"id":"2","type":"unheard","source":"s","topic":"second","data":{}})");
    client.send_text(R"({"id":"3","type":"last","source":"s","data":{}})");
    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("last")"));
}

TEST_F(RealtimeDialect, PassesOverWhatMeansNothing) {
    Client client{broker, "/a"};

    for (const char* text : {"not json", "[]", "{}", R"({"type":"subscribe"})", R"({"type":"subscribe","topic":7})",
                             R"({"type":"ping"})", R"({"type":"subscribe","topic":"a b"})"}) {
        client.send_text(text);
    }
    client.send_binary("\x01\x02");
    client.settle();

    EXPECT_GE(broker.counters().passed_over, 6U);
    EXPECT_EQ(broker.counters().protocol_errors, 0U);
}

TEST_F(RealtimeDialect, LosesAConnectionToAMalformedFrameAndNothingElse) {
    Client good{broker, "/a"};
    Client bad{broker, "/a"};

    bad.send_raw(std::string{"\x81\x02hi", 4});  // not masked

    EXPECT_EQ(bad.close_code(), 1002);
    good.settle();
}

TEST_F(RealtimeDialect, RefusesATopicThatIsNone) {
    const RawWebSocket client{broker.port(), "/?topic=a%20b"};

    EXPECT_THAT(client.handshake(), HasSubstr("HTTP/1.1 400"));
}

TEST_F(RealtimeDialect, IsHeardByNativeClientsWithItsTopic) {
    RawWebSocket native{broker.port(), "/ws"};
    native.send_text(R"({"kind":"hello","version":1})");
    native.send_text(R"({"kind":"subscribe","id":1,"topics":["orders"]})");
    (void)native.next_with("subscribed");
    Client client{broker, "/orders"};

    client.send_text(R"({"id":"1","type":"t","source":"s","data":{}})");

    EXPECT_THAT(native.next().value_or(""), HasSubstr(R"("topic":"orders")"));
}

}  // namespace
}  // namespace logbeam
