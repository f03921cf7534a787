#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"

#include <logbeam/event.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// The dialect of docs/protocol.md, spoken to a real broker.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawWebSocket;
using test::WirePublisher;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct NativeDialect : ::testing::Test {
    // Has said hello, and was welcomed.
    struct Client : RawWebSocket {
        explicit Client(BrokerRig& broker, const std::string& members = "", std::string_view target = "/ws")
            : RawWebSocket{broker.port(), target, "Sec-WebSocket-Protocol: logbeam.v1\r\n"} {
            send_text(R"({"kind":"hello","version":1)" + members + "}");
            welcome = next().value_or("");
        }
        void subscribe(const std::string& members) { send_text(R"({"kind":"subscribe",)" + members + "}"); }
        void publish(const std::string& topic, const std::string& data = "{}", int ref = 0) {
            send_text(R"({"kind":"publish","ref":)" + std::to_string(ref) + R"(,"event":{"topic":")" + topic +
                      R"(","data":)" + data + "}}");
        }
        // Waits until the broker has done all that was asked before.
        void settle() {
            send_text(R"({"kind":"ping","ref":999})");
            (void)next_with(R"("pong")");
        }

        std::string welcome;
    };

    BrokerRig broker;
};

TEST_F(NativeDialect, WelcomesAndSaysWhatItHolds) {
    Client client{broker, R"(,"publishers":[{"id":"me"}])"};

    EXPECT_THAT(client.handshake(), HasSubstr("Sec-WebSocket-Protocol: logbeam.v1"));
    EXPECT_THAT(client.welcome, AllOf(HasSubstr(R"("kind":"welcome")"), HasSubstr(R"("publishers":[{"id":"me"}])"),
                                      HasSubstr(R"("subscriptions":100)")));
}

TEST_F(NativeDialect, ExpectsHelloFirst) {
    RawWebSocket client{broker.port(), "/ws"};

    client.send_text(R"({"kind":"ping"})");

    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("name":"hello_expected")"));
    EXPECT_EQ(client.close_code(), 1008);
}

TEST_F(NativeDialect, AcknowledgesABatchAndHoldsIt) {
    Client client{broker, R"(,"publishers":[{"id":"me"}])"};
    WirePublisher me{"me"};

    client.send_binary(me.events(3, "a").seal());

    EXPECT_EQ(client.next(), R"({"kind":"acknowledge","publisher":"me","counter":3})");
    Client again{broker, R"(,"publishers":[{"id":"me","counter":3}])"};
    EXPECT_THAT(again.welcome, HasSubstr(R"("publishers":[{"id":"me","counter":3}])"));
}

TEST_F(NativeDialect, AcknowledgesABatchAgainAndStoresItOnce) {
    Client client{broker, R"(,"publishers":[{"id":"me"}])"};
    WirePublisher me{"me"};
    const std::string batch = me.events(3, "a").seal();

    client.send_binary(batch);
    (void)client.next();
    client.send_binary(batch);

    EXPECT_EQ(client.next(), R"({"kind":"acknowledge","publisher":"me","counter":3})");
    EXPECT_EQ(broker.counters().duplicates, 3U);
}

TEST_F(NativeDialect, AnswersAPublishWithItsPlace) {
    Client client{broker};

    client.publish("a", "{}", 17);

    EXPECT_THAT(client.next().value_or(""), AllOf(HasSubstr(R"("kind":"published")"), HasSubstr(R"("ref":17)")));
}

TEST_F(NativeDialect, RefusesWithANumberAndSaysWhetherToTryAgain) {
    Client client{broker};

    client.publish("$sys.log", "{}", 5);

    EXPECT_THAT(client.next().value_or(""),
                AllOf(HasSubstr(R"("ref":5)"), HasSubstr(R"("error":161)"), HasSubstr(R"("mayRetry":false)")));
    client.settle();
}

TEST_F(NativeDialect, DeliversWhatIsPublishedToWhoSubscribed) {
    Client listener{broker};
    listener.subscribe(R"("id":1,"topics":["orders.*"])");
    EXPECT_THAT(listener.next().value_or(""), HasSubstr(R"("kind":"subscribed","id":1)"));
    Client publisher{broker};

    publisher.publish("other");
    publisher.publish("orders.new", R"({"n":9007199254740993})");

    EXPECT_THAT(listener.next().value_or(""),
                AllOf(HasSubstr(R"("topic":"orders.new")"), HasSubstr("9007199254740993")));
}

TEST_F(NativeDialect, BeginsWithTheLastEventsWhenAsked) {
    Client client{broker};
    for (int number = 1; number <= 5; ++number)
        client.publish(number % 2 == 0 ? "even" : "odd", std::to_string(number));
    client.settle();

    client.subscribe(R"("id":1,"topics":["odd"],"from":{"last":2})");
    client.publish("odd", "7");

    std::string heard;  // what is published meanwhile may come with the past
    while (heard.find(R"("data":7)") == std::string::npos) {
        const auto frame = client.next_with(R"("events")");
        ASSERT_TRUE(frame) << heard;
        heard += *frame;
    }
    EXPECT_THAT(heard, AllOf(HasSubstr(R"("data":3)"), HasSubstr(R"("data":5)"), Not(HasSubstr(R"("data":1)"))));
}

TEST_F(NativeDialect, ContinuesBehindAPosition) {
    Client client{broker};
    for (int number = 1; number <= 5; ++number)
        client.publish("a", std::to_string(number), number);
    const auto third = [&] {
        std::string answer;
        for (int number = 1; number <= 3; ++number)
            answer = client.next_with(R"("published")").value_or("");
        return answer.substr(answer.find(R"("seq":)") + 6, answer.find(R"(,"id")") - answer.find(R"("seq":)") - 6);
    }();
    const std::string epoch = broker.on_hub([](hub::Hub& hub) { return hub.ingest.epoch(); });

    client.subscribe(R"("id":1,"topics":["a"],"from":{"seq":)" + third + R"(,"epoch":")" + epoch + "\"}");

    const auto events = client.next_with(R"("events")").value_or("");
    EXPECT_THAT(events, AllOf(HasSubstr(R"("data":4)"), HasSubstr(R"("data":5)")));
    EXPECT_EQ(events.find(R"("data":3)"), std::string::npos);
}

TEST_F(NativeDialect, TellsAGapWhenTheEpochIsAnother) {
    Client client{broker};
    client.publish("a", "1");
    client.settle();

    client.subscribe(R"("id":1,"topics":["a"],"from":{"seq":100,"epoch":"older"})");

    const std::string subscribed = client.next_with("subscribed").value_or("nothing");
    EXPECT_EQ(subscribed.find(R"("seq")"), std::string::npos) << "all that is held follows, so it lies behind 0";
    EXPECT_THAT(client.next_with(R"("gap")").value_or(""), HasSubstr(R"("reason":"epoch")"));
    EXPECT_THAT(client.next_with(R"("events")").value_or(""), HasSubstr(R"("data":1)"));
}

TEST_F(NativeDialect, TellsAGapWhenTheHistoryIsGone) {
    server::BrokerConfig config;
    config.history_events = 100;
    BrokerRig small{config};
    Client client{small, R"(,"publishers":[{"id":"me"}])"};
    WirePublisher me{"me"};
    client.send_binary(me.events(1000, "a").seal());
    (void)client.next_with("acknowledge");
    const std::string epoch = small.on_hub([](hub::Hub& hub) { return hub.ingest.epoch(); });

    client.subscribe(R"("id":1,"topics":["a"],"from":{"seq":5,"epoch":")" + epoch + "\"}");

    EXPECT_THAT(client.next_with(R"("gap")").value_or(""), AllOf(HasSubstr(R"("from":6)"), HasSubstr("trimmed")));
    EXPECT_THAT(client.next_with(R"("events")").value_or(""), HasSubstr(R"("topic":"a")"));
}

TEST_F(NativeDialect, StopsWhenUnsubscribed) {
    Client client{broker};
    client.subscribe(R"("id":1,"topics":["a"])");
    client.send_text(R"({"kind":"unsubscribe","id":1})");
    client.publish("a");
    client.send_text(R"({"kind":"unsubscribe","id":1})");

    (void)client.next();
    EXPECT_THAT(client.next().value_or(""), HasSubstr("unknown_subscription"));
}

TEST_F(NativeDialect, RefusesSubscriptionsBeyondTheLimit) {
    server::BrokerConfig config;
    config.limits.subscriptions = 2;
    BrokerRig strict{config};
    Client client{strict};

    for (int id = 1; id <= 3; ++id)
        client.subscribe(R"("topics":["a"],"id":)" + std::to_string(id));

    EXPECT_THAT(client.next_with("failed").value_or(""), AllOf(HasSubstr(R"("ref":3)"), HasSubstr("limit_reached")));
}

TEST_F(NativeDialect, SendsToOneClientAlone) {
    Client ann{broker, R"(,"publishers":[{"id":"ann"}])"};
    Client bob{broker, R"(,"publishers":[{"id":"bob"}])"};

    bob.send_text(R"({"kind":"sendTo","client":"ann","event":{"id":"1","topic":"hint","type":"Hint","source":"bob",)"
                  R"("timestamp":"2026-11-20T10:57:33Z","data":{"x":1}}})");
    bob.send_text(R"({"kind":"sendTo","client":"eve","event":{"id":"2","topic":"hint","type":"Hint","source":"bob",)"
                  R"("timestamp":"2026-11-20T10:57:33Z","data":{"x":1}}})");

    EXPECT_THAT(ann.next().value_or(""), AllOf(HasSubstr(R"("audience":0)"), HasSubstr(R"("type":"Hint")")));
    EXPECT_THAT(bob.next().value_or(""), HasSubstr("not_found"));
}

TEST_F(NativeDialect, ClosesOnABatchThatDoesNotDecode) {
    Client client{broker};

    client.send_binary("\x01garbage");

    EXPECT_THAT(client.next().value_or(""), HasSubstr("malformed_batch"));
    EXPECT_EQ(client.close_code(), 1008);
}

TEST_F(NativeDialect, PausesAPublisherAboveItsRateAndLosesNothing) {
    server::BrokerConfig config;
    config.limits.events_per_second = 1000;
    BrokerRig strict{config};
    Client client{strict, R"(,"publishers":[{"id":"me"}])"};
    WirePublisher me{"me"};

    for (int batch = 0; batch < 12; ++batch)
        client.send_binary(me.events(100, "a").seal());
    std::string last;
    while (last.find(R"("counter":1200})") == std::string::npos)
        last = client.next_with("acknowledge").value_or(R"("counter":1200})");

    EXPECT_EQ(strict.counters().accepted, 1200U + 1U);  // and client.connected
    EXPECT_GT(strict.counters().rate_limited, 0U);
}

TEST_F(NativeDialect, TellsWhoJoinsAPresenceTopic) {
    Client ann{broker, R"(,"publishers":[{"id":"ann"}])"};
    ann.subscribe(R"("id":1,"topics":["presence-room"])");
    (void)ann.next_with("presence.join");
    {
        Client bob{broker, R"(,"publishers":[{"id":"bob"}])"};
        bob.subscribe(R"("id":1,"topics":["presence-room"])");
        EXPECT_THAT(ann.next_with("presence.join").value_or(""), HasSubstr(R"("clientId":"bob")"));
    }
    EXPECT_THAT(ann.next_with("presence.leave").value_or(""), HasSubstr(R"("clientId":"bob")"));
}

TEST_F(NativeDialect, SaysGoodbyeWhenTheBrokerStops) {
    Client client{broker};

    broker.stop();

    EXPECT_EQ(client.close_code(), 1001);
}

}  // namespace
}  // namespace logbeam
