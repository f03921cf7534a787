#include "support/wire_batch.hpp"
#include "unit/dialect/native_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::dialect {
namespace {

using logbeam::test::WirePublisher;
using test::NativeClient;
using test::SessionRig;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct NativePublish : ::testing::Test {
    NativePublish() { client.hello(); }

    std::vector<std::string> heard_after_commit() {
        EXPECT_TRUE(rig.hub.commit());
        return client.heard();
    }

    SessionRig rig;
    NativeClient client{rig, rig.owner};
    WirePublisher me{"me"};
};

TEST_F(NativePublish, IsAnsweredWhenTheHistoryHasTheEvent) {
    client.say(R"({"kind":"publish","ref":17,"event":{"id":"x","topic":"a"}})");
    EXPECT_THAT(client.heard(), IsEmpty());

    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"published","ref":17,"seq":1,"id":"x"})"));
}

TEST_F(NativePublish, IsNotAnsweredWithoutARef) {
    client.say(R"({"kind":"publish","event":{"topic":"a"}})");

    EXPECT_THAT(heard_after_commit(), IsEmpty());
    EXPECT_THAT(rig.remembered(), SizeIs(1));
}

TEST_F(NativePublish, KeepsTheTextOfTheEvent) {
    client.say(R"({"kind":"publish","event":{"topic":"a","data":{"n":1.50,"big":123456789012345678901234567890}}})");

    EXPECT_THAT(rig.taken(), ElementsAre(HasSubstr(R"("data":{"n":1.50,"big":123456789012345678901234567890})")));
}

TEST_F(NativePublish, IsOfNowWhateverTheOrderOfItsMembers) {
    client.say(R"({"kind":"publish","event":{"topic":"a"}})");
    client.say(R"({"event":{"topic":"a"},"kind":"publish"})");

    for (const std::string& text : rig.taken()) {
        EXPECT_EQ(Event::parse(text).value().timestamp, rig.clock.wall_now());
    }
}

TEST_F(NativePublish, NestsNoDeeperThanReadersOfAFrameCan) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    client.say(R"({"kind":"publish","event":{"topic":"a","data":)" + nested(60) + "}}");
    client.say(R"({"kind":"publish","event":{"topic":"a","data":)" + nested(61) + "}}");

    ASSERT_THAT(rig.taken(), SizeIs(1));
    const std::string frame = R"({"kind":"events","audience":1,"events":[)" + rig.taken().front() + "]}";
    EXPECT_TRUE(wire::decode_server_frame(frame));
}

TEST_F(NativePublish, MayHaveItsMembersInAnyOrder) {
    client.say(R"({"ref":5,"event":{"id":"x","topic":"a","data":[1]},"kind":"publish"})");

    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"published","ref":5,"seq":1,"id":"x"})"));
    EXPECT_THAT(rig.remembered(), ElementsAre(HasSubstr(R"("data":[1])")));
}

TEST_F(NativePublish, IgnoresMembersThatItDoesNotKnow) {
    client.say(R"({"kind":"publish","later":{"event":1},"ref":5,"event":{"id":"x","topic":"a"}})");

    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"published","ref":5,"seq":1,"id":"x"})"));
}

struct RefusedPublish {
    const char* what;
    const char* frame;
    const char* error;
};
void PrintTo(const RefusedPublish& refused, std::ostream* out) {
    *out << refused.what;
}

struct PublishIsRefused : NativePublish, ::testing::WithParamInterface<RefusedPublish> {};

TEST_P(PublishIsRefused, AtOnceAndWithItsRef) {
    EXPECT_THAT(client.answers_to(GetParam().frame), ElementsAre(HasSubstr(GetParam().error)));
    EXPECT_EQ(client.outlet.close_code, 0);
    EXPECT_THAT(heard_after_commit(), IsEmpty());
    EXPECT_THAT(rig.remembered(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PublishIsRefused,
    ::testing::Values(
        RefusedPublish{"TheBrokersTopic", R"({"kind":"publish","ref":5,"event":{"topic":"$sys.log"}})",
                       R"("ref":5,"error":161,"name":"forbidden")"},
        RefusedPublish{"NoTopic", R"({"kind":"publish","ref":5,"event":{}})", R"("ref":5,"error":111)"},
        RefusedPublish{"BadTopic", R"({"kind":"publish","ref":5,"event":{"topic":"a b"}})", R"("ref":5,"error":102)"},
        RefusedPublish{"NoEvent", R"({"kind":"publish","ref":5})", "event: is missing"},
        RefusedPublish{"BadRef", R"({"kind":"publish","ref":-5,"event":{"topic":"a"}})", R"("name":"malformed_frame")"},
        RefusedPublish{"NotJson", R"({"kind":"publish","event":{"topic":"a"})", R"("name":"malformed_json")"}),
    [](const auto& tested) { return std::string{tested.param.what}; });

TEST_F(NativePublish, IsRefusedWhereTheClientMayNotPublish) {
    hub::Rights rights;
    rights.publish.emplace_back("orders.*");
    NativeClient limited{rig, std::make_shared<const hub::Rights>(rights)};
    limited.hello();

    EXPECT_THAT(limited.answers_to(R"({"kind":"publish","ref":1,"event":{"topic":"logs"}})"),
                ElementsAre(HasSubstr(R"("name":"forbidden")")));
    EXPECT_THAT(limited.answers_to(R"({"kind":"publish","ref":1,"event":{"topic":"orders.new"}})"), IsEmpty());
}

TEST_F(NativePublish, IsNotReadForAWhileAboveItsRate) {
    NativeClient quick{rig, rig.owner, {.events_per_second = 10}};
    quick.hello();

    for (int count = 0; count < 15; ++count)
        quick.say(R"({"kind":"publish","event":{"topic":"a"}})");

    EXPECT_GT(quick.outlet.paused.count(), 0);
    EXPECT_THAT(rig.taken(), SizeIs(15)) << "what was read is taken";
    EXPECT_EQ(rig.hub.counters.rate_limited, 5U);
}

TEST_F(NativePublish, SharesTheRateOfItsTokenWithOthers) {
    NativeClient other{rig, rig.owner};
    auto session = other.session;
    session.token = std::make_shared<TokenBudget>(TokenBudget{hub::Budget{10}, hub::Budget{0}});
    NativeConversation one{session, rig.owner};
    NativeConversation two{session, rig.owner};
    one.on_text(R"({"kind":"hello","version":1})");
    two.on_text(R"({"kind":"hello","version":1})");

    for (int count = 0; count < 8; ++count) {
        one.on_text(R"({"kind":"publish","event":{"topic":"a"}})");
        two.on_text(R"({"kind":"publish","event":{"topic":"a"}})");
    }

    EXPECT_EQ(rig.hub.counters.rate_limited, 6U);
}

// --- batches ---

TEST_F(NativePublish, AcknowledgesABatchWhenTheHistoryHasIt) {
    client.conversation.on_binary(me.events(3, "a").seal());
    EXPECT_THAT(client.heard(), IsEmpty());

    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"acknowledge","publisher":"me","counter":3})"));
    EXPECT_THAT(rig.remembered(), SizeIs(3));
}

TEST_F(NativePublish, AcknowledgesTheBatchesOfACommitOnceForEachPublisher) {
    WirePublisher other{"other"};
    client.conversation.on_binary(me.events(3, "a").seal());
    client.conversation.on_binary(me.events(2, "a").seal());
    client.conversation.on_binary(other.events(1, "a").seal());

    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"acknowledge","publisher":"me","counter":5})",
                                                  R"({"kind":"acknowledge","publisher":"other","counter":1})"));
}

TEST_F(NativePublish, AcknowledgesABatchThatItHoldsAlready) {
    const std::string batch = me.events(3, "a").seal();
    client.conversation.on_binary(batch);
    (void)heard_after_commit();

    client.conversation.on_binary(batch);

    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"acknowledge","publisher":"me","counter":3})"));
    EXPECT_THAT(rig.remembered(), SizeIs(3));
}

TEST_F(NativePublish, EndsWhenABatchDoesNotDecode) {
    client.conversation.on_binary(me.events(3, "a").seal().substr(0, 30));

    EXPECT_THAT(client.heard(), ElementsAre(HasSubstr(R"("error":112)")));
    EXPECT_EQ(client.outlet.close_code, 1008);
    EXPECT_EQ(rig.hub.counters.refused_batches, 1U);
}

TEST_F(NativePublish, TellsWhatOfABatchItRefusedAndAcknowledgesTheRest) {
    client.conversation.on_binary(me.event("a").event("$sys.log").event("$sys.log").seal());

    EXPECT_THAT(client.heard(),
                ElementsAre(AllOf(HasSubstr(R"("name":"forbidden")"), HasSubstr("(2 of the batch's events"))));
    EXPECT_THAT(heard_after_commit(), ElementsAre(R"({"kind":"acknowledge","publisher":"me","counter":3})"));
}

TEST_F(NativePublish, IsAnsweredToNobodyWhoLeftBeforeTheCommit) {
    {
        NativeClient leaver{rig, rig.owner};
        leaver.hello();
        leaver.say(R"({"kind":"publish","ref":1,"event":{"topic":"a"}})");
    }

    EXPECT_THAT(heard_after_commit(), IsEmpty());
    EXPECT_THAT(rig.remembered(), SizeIs(1));
}

}  // namespace
}  // namespace logbeam::dialect
