#include "dialect/realtime/realtime_conversation.hpp"

#include "support/session_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::dialect {
namespace {

using test::Seat;
using test::SessionRig;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

struct RealtimeClient : Seat {
    RealtimeClient(SessionRig& rig, hub::SharedRights rights, const std::string& topic = "orders")
        : Seat{rig}, conversation{session, std::move(rights), topic} {
        outlet.serve(conversation.feed());
        conversation.on_open();
    }
    void say(std::string_view text) { conversation.on_text(text); }

    RealtimeConversation conversation;
};

struct RealtimeConversationTest : ::testing::Test {
    RealtimeConversationTest() { greeting = client.heard(); }

    void publish(const std::string& topic, const std::string& type = "t") {
        ASSERT_TRUE(rig.publish(R"({"topic":")" + topic + R"(","type":")" + type + R"("})"));
        ASSERT_TRUE(rig.hub.commit());
    }

    SessionRig rig;
    RealtimeClient client{rig, rig.owner};
    std::vector<std::string> greeting;
};

TEST_F(RealtimeConversationTest, BeginsWithTheEventThatThePatternExpects) {
    ASSERT_THAT(greeting, SizeIs(1));
    const Event event = Event::parse(greeting.front()).value();

    EXPECT_THAT(event.id, Not(IsEmpty()));
    EXPECT_EQ(event.type, "connection.established");
    EXPECT_EQ(event.source, "server");
    EXPECT_EQ(event.timestamp, rig.clock.wall_now());
    EXPECT_EQ(event.data, (Value{Fields{{"clientId", "someone"}, {"subscribedTopic", "orders"}}}));
}

TEST_F(RealtimeConversationTest, HearsTheTopicOfItsAddress) {
    publish("orders", "OrderShipped");
    publish("other");

    EXPECT_THAT(client.heard(), ElementsAre(HasSubstr(R"("type":"OrderShipped")")));
}

TEST_F(RealtimeConversationTest, SubscribesAndUnsubscribesWithoutAWord) {
    client.say(R"({"type":"subscribe","topic":"other"})");
    EXPECT_THAT(client.heard(), IsEmpty());
    publish("other");
    EXPECT_THAT(client.heard(), SizeIs(1));

    client.say(R"({"type":"unsubscribe","topic":"other"})");
    publish("other");

    EXPECT_THAT(client.heard(), IsEmpty());
}

TEST_F(RealtimeConversationTest, HearsATopicOnceHoweverOftenItSubscribes) {
    client.say(R"({"type":"subscribe","topic":"orders"})");
    client.say(R"({"type":"subscribe","topic":"orders"})");

    publish("orders");

    EXPECT_THAT(client.heard(), SizeIs(1));
}

TEST_F(RealtimeConversationTest, MayLeaveItsFirstTopicAndComeBack) {
    client.say(R"({"type":"unsubscribe","topic":"orders"})");
    publish("orders");
    EXPECT_THAT(client.heard(), IsEmpty());

    client.say(R"({"type":"subscribe","topic":"orders"})");
    publish("orders");

    EXPECT_THAT(client.heard(), SizeIs(1));
}

TEST_F(RealtimeConversationTest, PublishesToItsFirstTopicOrToTheEventsOwn) {
    client.say(R"({"type":"OrderShipped","data":{"n":1}})");
    client.say(R"({"type":"OrderShipped","topic":"other","data":{"n":2}})");

    EXPECT_THAT(rig.taken(), ElementsAre(HasSubstr(R"("topic":"orders")"), HasSubstr(R"("topic":"other")")));
    EXPECT_EQ(client.client.events_in, 2U);
}

TEST_F(RealtimeConversationTest, HearsItsOwnEvents) {
    client.say(R"({"type":"OrderShipped","data":{"n":1}})");
    ASSERT_TRUE(rig.hub.commit());

    EXPECT_THAT(client.heard(), ElementsAre(HasSubstr(R"("data":{"n":1})")));
}

TEST_F(RealtimeConversationTest, PassesOverWhatMeansNothing) {
    for (const char* text : {"", "{", "[]", R"({"type":"ping"})", R"({"type":"subscribe"})"})
        client.say(text);
    client.conversation.on_binary("bytes");

    EXPECT_THAT(client.heard(), IsEmpty());
    EXPECT_EQ(client.outlet.close_code, 0);
    EXPECT_EQ(rig.hub.counters.passed_over, 5U);
}

TEST_F(RealtimeConversationTest, CountsAnEventThatItRefusesAndSaysNothing) {
    client.say(R"({"type":"t","topic":"$sys.log","data":1})");

    EXPECT_THAT(client.heard(), IsEmpty());
    EXPECT_EQ(rig.hub.counters.refused_events, 1U);
}

TEST_F(RealtimeConversationTest, DoesNotSubscribeToWhatItMayNotHear) {
    hub::Rights rights;
    rights.subscribe.emplace_back("orders");
    RealtimeClient limited{rig, std::make_shared<const hub::Rights>(rights)};
    (void)limited.heard();

    limited.say(R"({"type":"subscribe","topic":"payroll"})");
    limited.say(R"({"type":"subscribe","topic":"a b"})");
    publish("payroll");

    EXPECT_THAT(limited.heard(), IsEmpty());
    EXPECT_EQ(limited.conversation.feed().size(), 1U);
}

TEST_F(RealtimeConversationTest, LosesEventsRatherThanTheConnectionWhenItIsSlow) {
    SessionRig tight{{.ingest = {}, .shard = {.lag_bytes = 32 * 1024}}};
    RealtimeClient slow{tight, tight.owner};
    for (int count = 0; count < 500; ++count)
        ASSERT_TRUE(tight.publish(R"({"topic":"orders"})"));
    ASSERT_TRUE(tight.hub.commit());

    EXPECT_EQ(slow.outlet.close_code, 0);
    EXPECT_EQ(slow.client.skipped, 500U);
    EXPECT_THAT(slow.heard(), SizeIs(1)) << "the greeting; the dialect has no word for a gap";
}

}  // namespace
}  // namespace logbeam::dialect
