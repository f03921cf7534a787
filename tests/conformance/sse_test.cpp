#include "support/broker_rig.hpp"
#include "support/fake_clock.hpp"
#include "support/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

// Server-sent events, as an EventSource reads them.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawClient;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Sse : ::testing::Test {
    struct Stream : RawClient {
        Stream(BrokerRig& broker, std::string_view target, std::string_view headers = {}) : RawClient{broker.port()} {
            send(std::string{"GET "}
                     .append(target)
                     .append(" HTTP/1.1\r\nHost: localhost\r\n")
                     .append(headers)
                     .append("\r\n"));
            head = receive_until("\r\n\r\n");
            if (head.find("text/event-stream") != std::string::npos) (void)receive_until("\n\n");  // ": ok"
        }
        [[nodiscard]] std::string event() { return receive_until("\n\n"); }

        std::string head;
    };

    void publish(const std::string& data) {
        EXPECT_EQ(test::post(broker.port(), "/api/events", R"({"topic":"a","data":)" + data + "}").status, 200);
    }
    [[nodiscard]] std::string epoch() {
        return broker.on_hub([](hub::Hub& hub) { return hub.ingest.epoch(); });
    }

    BrokerRig broker;
};

TEST_F(Sse, StreamsEventsWithIds) {
    Stream stream{broker, "/events?topic=a"};

    publish("1");

    EXPECT_THAT(stream.head, AllOf(HasSubstr("200 OK"), HasSubstr("Content-Type: text/event-stream"),
                                   HasSubstr("Cache-Control: no-cache")));
    EXPECT_THAT(stream.event(),
                AllOf(StartsWith("id: " + epoch() + "-"), HasSubstr("\ndata: {\"id\":"), HasSubstr(R"("data":1)")));
}

TEST_F(Sse, ContinuesBehindTheLastEventId) {
    for (const char* data : {"1", "2", "3"})
        publish(data);
    Stream first{broker, "/events?topic=a&last=3"};
    const std::string event = first.event();
    const std::string id = event.substr(4, event.find('\n') - 4);

    Stream by_header{broker, "/events?topic=a", "Last-Event-ID: " + id + "\r\n"};
    Stream by_query{broker, "/events?topic=a&lastEventId=" + id};

    for (Stream* stream : {&by_header, &by_query}) {
        EXPECT_THAT(stream->event(), HasSubstr(R"("data":2)"));
        EXPECT_THAT(stream->event(), HasSubstr(R"("data":3)"));
    }
}

TEST_F(Sse, TellsAGapWhenTheEpochIsAnother) {
    publish("1");

    Stream stream{broker, "/events?topic=a", "Last-Event-ID: older-99\r\n"};

    EXPECT_THAT(stream.event(), AllOf(HasSubstr("event: gap\n"), HasSubstr(R"("reason":"epoch")")));
    EXPECT_THAT(stream.event(), HasSubstr(R"("data":1)"));
}

TEST_F(Sse, TellsAGapWhenTheHistoryIsGone) {
    server::BrokerConfig config;
    config.history_events = 10;
    BrokerRig small{config};
    std::string many;
    for (int count = 0; count < 100; ++count)
        many += R"({"topic":"a"})"
                "\n";
    ASSERT_EQ(test::post(small.port(), "/api/events", many, "application/x-ndjson").status, 200);
    const std::string small_epoch = small.on_hub([](hub::Hub& hub) { return hub.ingest.epoch(); });

    Stream stream{small, "/events?topic=a", "Last-Event-ID: " + small_epoch + "-1\r\n"};

    EXPECT_THAT(stream.event(), AllOf(HasSubstr("event: gap\n"), HasSubstr(R"("reason":"trimmed")")));
}

TEST_F(Sse, RefusesAnIdThatIsNone) {
    const Stream stream{broker, "/events", "Last-Event-ID: what\r\n"};

    EXPECT_THAT(stream.head, HasSubstr("400"));
}

TEST_F(Sse, NeverBreaksALineInsideAnEvent) {
    Stream stream{broker, "/events?topic=a"};

    publish("{\"text\":\"two\\nlines\",\n\"k\":1}");

    EXPECT_THAT(stream.event(), HasSubstr(R"("data":{"text":"two\nlines","k":1})"));
}

TEST(SseHeartbeat, ComesThoughNothingHappens) {
    test::FakeClock clock;
    BrokerRig quiet{{}, clock};
    Sse::Stream stream{quiet, "/events"};

    quiet.on_hub([&](hub::Hub& /*its thread*/) {
        clock.advance(std::chrono::seconds{16});
        return true;
    });

    EXPECT_EQ(stream.event(), ": still here\n\n");
}

TEST_F(Sse, EndsWhenTheBrokerStops) {
    Stream stream{broker, "/events"};

    broker.stop();

    EXPECT_TRUE(stream.is_closed_by_peer());
}

}  // namespace
}  // namespace logbeam
