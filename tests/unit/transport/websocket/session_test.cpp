#include "transport/websocket/session.hpp"

#include "unit/websocket/noting_sink.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::transport {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Notes final : public TransportEvents {
public:
    void on_open(const Opened& opened) override {
        note("open " + opened.epoch + " " + opened.server);
        for (const Held& held : opened.held) {
            note("holds " + held.publisher + " " + std::to_string(held.counter));
        }
    }
    void on_acknowledged(const Held& held) override { note("held " + held.publisher + std::to_string(held.counter)); }
    void on_subscribed(std::uint64_t subscription, std::uint64_t seq) override {
        note("subscribed " + std::to_string(subscription) + " " + std::to_string(seq));
    }
    void on_event(std::uint64_t subscription, Event event) override {
        note("event " + std::to_string(subscription) + " " + event.id);
    }
    void on_gap(std::uint64_t subscription, const wire::Gap& gap) override {
        note("gap " + std::to_string(subscription) + " " + std::to_string(gap.count));
    }
    void on_failed(const wire::Failed& failed) override { note("failed " + failed.detail); }
    void on_closed(const Error& /*reason*/) override { note("closed"); }

    std::vector<std::string> notes;

private:
    void note(std::string text) { notes.push_back(std::move(text)); }
};

struct SessionTest : ::testing::Test {
    // As the broker's frame.
    void hear(std::string_view text) {
        std::string frame;
        websocket::append_frame(frame, websocket::Opcode::text, text);
        hear_bytes(frame);
    }
    void hear_bytes(std::string bytes) { session.receive(bytes.data(), bytes.size()); }
    void welcome() {
        hear(
            R"({"kind":"welcome","version":1,"epoch":"e7","server":"b","limits":{},"publishers":[{"id":"me","counter":4}]})");
        events.notes.clear();
    }

    // What was sent since the last call, as the broker reads it.
    std::string sent() {
        websocket::Decoder decoder{websocket::Sender::client};
        websocket::NotingSink sink;
        sink.take(decoder, std::exchange(out, {}));
        return sink.notes;
    }
    [[nodiscard]] std::string end() const { return session.end() ? session.end()->message() : "none"; }

    Notes events;
    std::string out;
    Session session{{{"me", "other"}, "orders-api", "s3cret"}, events, out};
};

TEST_F(SessionTest, BeginsWithHello) {
    EXPECT_EQ(sent(), R"(text({"kind":"hello","version":1,"publishers":[{"id":"me"},{"id":"other"}],)"
                      R"("source":"orders-api","token":"s3cret"}))");
    EXPECT_FALSE(session.is_open());
}

TEST_F(SessionTest, IsOpenOnceItIsWelcome) {
    hear(
        R"({"kind":"welcome","version":1,"epoch":"e7","server":"b 1","limits":{},"publishers":[{"id":"me","counter":4}]})");

    EXPECT_TRUE(session.is_open());
    EXPECT_THAT(events.notes, ElementsAre("open e7 b 1", "holds me 4"));
}

TEST_F(SessionTest, TellsEventsAndGapsByTheNumberOfTheSubscription) {
    welcome();
    hear(R"({"kind":"subscribed","id":2,"audience":9,"seq":100})");
    hear(R"({"kind":"events","audience":9,"events":[{"id":"a","topic":"t"},{"id":"b","topic":"t"}]})");
    hear(R"({"kind":"gap","audience":9,"from":1,"to":9,"count":5})");

    EXPECT_THAT(events.notes, ElementsAre("subscribed 2 100", "event 2 a", "event 2 b", "gap 2 5"));
}

TEST_F(SessionTest, PassesOverEventsOfAnAudienceThatItDoesNotKnow) {
    welcome();
    hear(R"({"kind":"events","audience":9,"events":[{"id":"a","topic":"t"}]})");
    hear(R"({"kind":"subscribed","id":2,"audience":9})");
    session.send(wire::ClientFrame{wire::Unsubscribe{2}});
    hear(R"({"kind":"events","audience":9,"events":[{"id":"b","topic":"t"}]})");

    EXPECT_THAT(events.notes, ElementsAre("subscribed 2 0"));
}

TEST_F(SessionTest, TellsAcknowledgements) {
    welcome();
    hear(R"({"kind":"acknowledge","publisher":"me","counter":7})");

    EXPECT_THAT(events.notes, ElementsAre("held me7"));
}

TEST_F(SessionTest, SendsBatchesAsBinaryMessages) {
    sent();

    session.send("batch");

    EXPECT_EQ(sent(), "binary(0x6261746368)");
}

TEST_F(SessionTest, AnswersPings) {
    sent();

    hear_bytes({"\x89\x02hi", 4});

    EXPECT_EQ(sent(), "pong(hi)");
}

TEST_F(SessionTest, TellsARefusalAndGoesOn) {
    welcome();
    hear(R"({"kind":"failed","ref":3,"error":102,"name":"invalid_topic","detail":"no","mayRetry":false})");
    hear(R"({"kind":"acknowledge","publisher":"me","counter":7})");

    EXPECT_THAT(events.notes, ElementsAre("failed no", "held me7"));
    EXPECT_EQ(end(), "none");
}

TEST_F(SessionTest, EndsWithTheRefusalThatCameJustBeforeTheClosing) {
    welcome();
    std::string both;
    websocket::append_frame(both, websocket::Opcode::text,
                            R"({"kind":"failed","error":165,"name":"rate_limited","detail":"slower","mayRetry":true})");
    websocket::append_close(both, websocket::close_code::policy_violation, "");
    hear_bytes(both);

    EXPECT_THAT(events.notes, IsEmpty());
    EXPECT_EQ(end(), "rate_limited (165): the broker says: slower");
}

TEST_F(SessionTest, EndsWithTheRefusalWhenTheConnectionIsCutBehindIt) {
    hear(R"({"kind":"failed","error":160,"name":"unauthorized","detail":"no such token","mayRetry":false})");

    EXPECT_EQ(session.reason_or({ErrorCode::connection_lost, "cut"}).code, ErrorCode::unauthorized);
}

TEST_F(SessionTest, EndsWithTheCodeAndReasonOfTheClosing) {
    std::string frame;
    websocket::append_close(frame, websocket::close_code::going_away, "the broker stops");
    sent();
    hear_bytes(frame);

    EXPECT_EQ(end(), "going_away (169): the broker closed the connection (1001): the broker stops");
    EXPECT_EQ(sent(), "close(1001)");
}

TEST_F(SessionTest, EndsWhenTheBrokerBreaksTheProtocol) {
    sent();
    hear_bytes({"\x81\x81"
                "abcd"
                "x",
                7});

    EXPECT_THAT(end(), HasSubstr("malformed_frame (113): the broker broke the WebSocket protocol"));
    EXPECT_EQ(sent(), "close(1002)");
}

TEST_F(SessionTest, EndsWhenTheBrokerSendsABatch) {
    sent();
    hear_bytes({"\x82\x01x", 3});

    EXPECT_THAT(end(), HasSubstr("binary"));
    EXPECT_EQ(sent(), "close(1003)");
}

TEST_F(SessionTest, EndsWhenTheVersionIsNewer) {
    hear(R"({"kind":"welcome","version":2,"epoch":"e","limits":{}})");

    EXPECT_THAT(end(), HasSubstr("unsupported_version (114)"));
    EXPECT_THAT(events.notes, IsEmpty());
}

TEST_F(SessionTest, TellsAFrameThatItCannotReadAndGoesOn) {
    welcome();
    hear(R"({"kind":"dance"})");
    hear(R"({"kind":"acknowledge","publisher":"me","counter":7})");

    EXPECT_THAT(events.notes, ElementsAre(HasSubstr("unknown kind 'dance'"), "held me7"));
}

TEST_F(SessionTest, HearsNothingAfterItsEnd) {
    welcome();
    hear_bytes({"\x82\x01x", 3});
    hear(R"({"kind":"acknowledge","publisher":"me","counter":7})");

    EXPECT_THAT(events.notes, IsEmpty());
}

}  // namespace
}  // namespace logbeam::transport
