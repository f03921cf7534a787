#include "unit/dialect/native_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::dialect {
namespace {

using test::NativeClient;
using test::SessionRig;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct NativeConversationTest : ::testing::Test {
    void publish(const std::string& topic) {
        ASSERT_TRUE(rig.publish(R"({"topic":")" + topic + "\"}"));
        ASSERT_TRUE(rig.hub.commit());
    }

    SessionRig rig;
};

struct Greeted : NativeConversationTest {
    Greeted() { client.hello(); }

    NativeClient client{rig, rig.owner, {.subscriptions = 2}};
};

// --- hello ---

TEST_F(NativeConversationTest, LetsTheClientSpeakFirst) {
    NativeClient client{rig, rig.owner};

    client.conversation.on_open();

    EXPECT_THAT(client.heard(), IsEmpty());
}

TEST_F(NativeConversationTest, WelcomesWithItsEpochItsLimitsAndWhatItHolds) {
    NativeClient client{rig, rig.owner, {.subscriptions = 7, .message_bytes = 1000, .events_per_second = 50}};

    const auto answers = client.answers_to(R"({"kind":"hello","version":1,"publishers":[{"id":"p","counter":9}]})");

    EXPECT_THAT(answers,
                ElementsAre(R"({"kind":"welcome","version":1,"server":"logbeam test","epoch":"epoch","limits":)"
                            R"({"frameBytes":1000,"batchBytes":1000,"subscriptions":7,"eventsPerSecond":50},)"
                            R"("publishers":[{"id":"p"}]})"));
}

TEST_F(NativeConversationTest, ShowsOthersWhoTheClientSaysItIs) {
    NativeClient client{rig, rig.owner};

    client.hello(R"(,"source":"orders-api","publishers":[{"id":"p"},{"id":"recovered"}])");

    EXPECT_EQ(client.client.id, "p");
    EXPECT_EQ(client.client.source, "orders-api");
}

TEST_F(NativeConversationTest, EndsWhenHelloIsNotTheFirstFrame) {
    NativeClient client{rig, rig.owner};

    const auto answers = client.answers_to(R"({"kind":"ping"})");

    EXPECT_THAT(answers, ElementsAre(HasSubstr(R"("name":"hello_expected")")));
    EXPECT_EQ(client.outlet.close_code, 1008);
    EXPECT_THAT(client.outlet.close_reason, StartsWith("hello_expected"));
    EXPECT_EQ(rig.hub.counters.protocol_errors, 1U);
}

TEST_F(NativeConversationTest, EndsWhenABatchComesBeforeHello) {
    NativeClient client{rig, rig.owner};

    client.conversation.on_binary("x");

    EXPECT_THAT(client.heard(), ElementsAre(HasSubstr(R"("name":"hello_expected")")));
    EXPECT_EQ(client.outlet.close_code, 1008);
}

TEST_F(NativeConversationTest, EndsWhenTheFirstFrameCannotBeRead) {
    NativeClient client{rig, rig.owner};

    EXPECT_THAT(client.answers_to("{"), ElementsAre(HasSubstr(R"("name":"malformed_json")")));
    EXPECT_EQ(client.outlet.close_code, 1008);
}

TEST_F(NativeConversationTest, EndsWhenTheClientIsOfALaterVersion) {
    NativeClient client{rig, rig.owner};

    EXPECT_THAT(client.answers_to(R"({"kind":"hello","version":2})"),
                ElementsAre(HasSubstr(R"("name":"unsupported_version")")));
    EXPECT_EQ(client.outlet.close_code, 1008);
}

TEST_F(NativeConversationTest, TakesTheTokenFromTheGreeting) {
    NativeClient client{rig, nullptr};

    EXPECT_THAT(client.answers_to(R"({"kind":"hello","version":1,"token":"s3cret"})"),
                ElementsAre(HasSubstr(R"("kind":"welcome")")));
    EXPECT_EQ(client.client.user, "ann");
}

TEST_F(NativeConversationTest, EndsWhenATokenIsWrongOrMissing) {
    NativeClient wrong{rig, rig.owner};
    NativeClient missing{rig, nullptr};

    EXPECT_THAT(wrong.answers_to(R"({"kind":"hello","version":1,"token":"guess"})"),
                ElementsAre(HasSubstr(R"("name":"unauthorized")")));
    EXPECT_THAT(missing.answers_to(R"({"kind":"hello","version":1})"),
                ElementsAre(HasSubstr(R"("name":"unauthorized")")));
    EXPECT_EQ(wrong.outlet.close_code, 1008);
    EXPECT_EQ(missing.outlet.close_code, 1008);
    EXPECT_EQ(rig.hub.counters.unauthorized, 2U);
}

TEST_F(Greeted, RefusesASecondHelloAndGoesOn) {
    EXPECT_THAT(client.answers_to(R"({"kind":"hello","version":1})"),
                ElementsAre(AllOf(HasSubstr(R"("name":"malformed_frame")"), HasSubstr("said before"))));
    EXPECT_THAT(client.answers_to(R"({"kind":"ping","ref":3})"), ElementsAre(R"({"kind":"pong","ref":3})"));
    EXPECT_EQ(client.outlet.close_code, 0);
}

TEST_F(Greeted, RefusesWhatItCannotReadAndGoesOn) {
    EXPECT_THAT(client.answers_to(R"({"kind":"dance"})"), ElementsAre(HasSubstr("unknown kind 'dance'")));
    EXPECT_THAT(client.answers_to("{"), ElementsAre(HasSubstr(R"("name":"malformed_json")")));
    EXPECT_EQ(client.outlet.close_code, 0);
    EXPECT_EQ(rig.hub.counters.protocol_errors, 2U);
}

// --- subscriptions ---

TEST_F(Greeted, TellsTheAudienceAndThePlaceThatASubscriptionBeginsAt) {
    publish("a");

    EXPECT_THAT(client.answers_to(R"({"kind":"subscribe","id":5,"topics":["a"]})"),
                ElementsAre(R"({"kind":"subscribed","id":5,"audience":1,"seq":1})"));
}

TEST_F(Greeted, TellsAResumedSubscriptionThatItGoesOnWhereItWas) {
    publish("a");
    publish("a");

    const auto answers =
        client.answers_to(R"({"kind":"subscribe","id":5,"topics":["a"],"from":{"seq":1,"epoch":"epoch"}})");

    EXPECT_THAT(answers, ElementsAre(R"({"kind":"subscribed","id":5,"audience":1,"seq":1})",
                                     AllOf(StartsWith(R"({"kind":"events","audience":1)"), HasSubstr(R"("seq":2)"))));
}

TEST_F(Greeted, TellsASubscriptionToThePastWhatItsPastLiesBehind) {
    publish("a");
    publish("a");
    publish("a");

    const auto answers = client.answers_to(R"({"kind":"subscribe","id":5,"topics":["a"],"from":{"last":2}})");

    EXPECT_THAT(answers, ElementsAre(R"({"kind":"subscribed","id":5,"audience":1,"seq":1})",
                                     AllOf(HasSubstr(R"("seq":2)"), HasSubstr(R"("seq":3)"))));
}

TEST_F(Greeted, SaysSubscribedBeforeWhatTheSubscriptionHears) {
    publish("a");

    const auto answers = client.answers_to(R"({"kind":"subscribe","id":5,"topics":["a"],"from":{"last":1}})");

    EXPECT_THAT(answers, ElementsAre(HasSubstr(R"("kind":"subscribed")"), HasSubstr(R"("kind":"events")")));
}

struct RefusedSubscription {
    const char* what;
    const char* frame;
    const char* error;
};
void PrintTo(const RefusedSubscription& refused, std::ostream* out) {
    *out << refused.what;
}

struct SubscriptionIsRefused : Greeted, ::testing::WithParamInterface<RefusedSubscription> {};

TEST_P(SubscriptionIsRefused, AndTheConversationGoesOn) {
    hub::Rights rights;
    rights.subscribe.emplace_back("orders.*");
    NativeClient limited{rig, std::make_shared<const hub::Rights>(rights), {.subscriptions = 1}};
    limited.hello();
    limited.say(R"({"kind":"subscribe","id":1,"topics":["orders.*"]})");
    (void)limited.heard();

    EXPECT_THAT(limited.answers_to(GetParam().frame), ElementsAre(HasSubstr(GetParam().error)));
    EXPECT_THAT(limited.answers_to(R"({"kind":"ping"})"), ElementsAre(R"({"kind":"pong"})"));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SubscriptionIsRefused,
    ::testing::Values(
        RefusedSubscription{"IdInUse", R"({"kind":"subscribe","id":1,"topics":["orders.b"]})",
                            R"({"kind":"failed","ref":1,"error":113)"},
        RefusedSubscription{"TooMany", R"({"kind":"subscribe","id":2,"topics":["orders.b"]})",
                            R"("ref":2,"error":164,"name":"limit_reached")"},
        RefusedSubscription{"NoTopics", R"({"kind":"subscribe","id":2,"topics":[]})", R"("name":"malformed_frame")"},
        RefusedSubscription{"BadTopic", R"({"kind":"subscribe","id":2,"topics":["a b"]})",
                            "subscribe: topics: 'a b' holds a space"},
        RefusedSubscription{"Filter", R"({"kind":"subscribe","id":2,"topics":["orders.b"],"filter":"level:warnign"})",
                            R"("ref":2,"error":116,"name":"malformed_query")"},
        RefusedSubscription{"UnknownUnsubscribe", R"({"kind":"unsubscribe","id":9})",
                            R"("ref":9,"error":167,"name":"unknown_subscription")"}),
    [](const auto& tested) { return std::string{tested.param.what}; });

TEST_F(NativeConversationTest, RefusesATopicThatTheClientMayNotHear) {
    hub::Rights rights;
    rights.subscribe.emplace_back("orders.*");
    NativeClient client{rig, std::make_shared<const hub::Rights>(rights)};
    client.hello();

    EXPECT_THAT(client.answers_to(R"({"kind":"subscribe","id":2,"topics":["payroll"]})"),
                ElementsAre(AllOf(HasSubstr(R"("ref":2)"), HasSubstr(R"("name":"forbidden")"))));
    EXPECT_EQ(client.conversation.feed().size(), 0U);
}

TEST_F(Greeted, HearsNoMoreAfterUnsubscribing) {
    client.say(R"({"kind":"subscribe","id":5,"topics":["a"]})");
    (void)client.heard();

    EXPECT_THAT(client.answers_to(R"({"kind":"unsubscribe","id":5})"), IsEmpty());
    publish("a");

    EXPECT_THAT(client.heard(), IsEmpty());
}

TEST_F(Greeted, IsToldWhatMaxRateLeftOut) {
    client.say(R"({"kind":"subscribe","id":5,"topics":["a"],"maxRate":2})");
    (void)client.heard();
    for (int count = 0; count < 5; ++count)
        publish("a");
    (void)client.heard();

    rig.hub.tick();

    EXPECT_THAT(client.heard(), ElementsAre(R"({"kind":"sampled","audience":1,"seen":5,"sent":2})"));
}

TEST_F(Greeted, IsToldWhoIsPresent) {
    client.say(R"({"kind":"subscribe","id":1,"topics":["presence-room"]})");
    (void)client.heard();
    {
        NativeClient other{rig, rig.owner};
        other.hello(R"(,"publishers":[{"id":"other"}])");
        other.say(R"({"kind":"subscribe","id":1,"topics":["presence-room"]})");
        ASSERT_TRUE(rig.hub.commit());
        EXPECT_THAT(client.heard(), ElementsAre(AllOf(HasSubstr("presence.join"), HasSubstr(R"("clientId":"other")"))));
    }
    ASSERT_TRUE(rig.hub.commit());

    EXPECT_THAT(client.heard(), ElementsAre(AllOf(HasSubstr("presence.leave"), HasSubstr(R"("clientId":"other")"))));
}

// --- to one client ---

TEST_F(Greeted, SendsToEveryConnectionOfAClientOrAUser) {
    NativeClient one{rig, nullptr};
    NativeClient two{rig, nullptr};
    one.hello(R"(,"token":"s3cret","publishers":[{"id":"one"}])");
    two.hello(R"(,"token":"s3cret","publishers":[{"id":"two"}])");

    EXPECT_THAT(client.answers_to(R"({"kind":"sendTo","client":"one","event":{"topic":"hints","type":"h"}})"),
                IsEmpty());
    EXPECT_THAT(one.heard(), ElementsAre(AllOf(StartsWith(R"({"kind":"events","audience":0,"events":[)"),
                                               HasSubstr(R"("type":"h")"), EndsWith("}]}"))));
    EXPECT_THAT(two.heard(), IsEmpty());

    client.say(R"({"kind":"sendTo","user":"ann","event":{"topic":"hints","type":"h"}})");
    EXPECT_EQ(one.heard().size(), 1U);
    EXPECT_EQ(two.heard().size(), 1U);
    EXPECT_THAT(rig.remembered(), IsEmpty());
}

TEST_F(Greeted, SaysWhenNobodyIsThereToSendTo) {
    EXPECT_THAT(client.answers_to(R"({"kind":"sendTo","client":"gone","event":{"topic":"hints"}})"),
                ElementsAre(AllOf(HasSubstr(R"("name":"not_found")"), HasSubstr("client 'gone'"))));
    EXPECT_THAT(client.answers_to(R"({"kind":"sendTo","user":"gone","event":{"topic":"hints"}})"),
                ElementsAre(HasSubstr("user 'gone'")));
}

TEST_F(Greeted, SendsNoOneAnEventOfTheBrokersOwn) {
    EXPECT_THAT(client.answers_to(R"({"kind":"sendTo","client":"someone","event":{"topic":"$sys.log"}})"),
                ElementsAre(HasSubstr(R"("name":"forbidden")")));
}

}  // namespace
}  // namespace logbeam::dialect
