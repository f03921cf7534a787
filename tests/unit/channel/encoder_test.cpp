#include "channel/encoder.hpp"

#include "unit/channel/encoder_rig.hpp"

#include <logbeam/typed_event.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct OrderShipped {
    std::int64_t order_id = 0;
    std::string city;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, city)

TEST(EncodedLogCall, HasItsMembersInTheCanonicalOrder) {
    EncoderRig rig;

    EXPECT_EQ(rig.data("order shipped order_id=42 city=Berlin"),
              R"({"level":"info","message":"order shipped order_id=42 city=Berlin","logger":"orders","thread":7,)"
              R"("order_id":42,"city":"Berlin",)"
              R"("template":"order shipped order_id=<*> city=<*>","template_guessed":true})");
}

TEST(EncodedLogCall, HasAnEnvelope) {
    EncoderRig rig;

    const Event& event = rig.event(LogCall{.level = Level::warning, .message = "x"});

    EXPECT_EQ(event.id, "me-1");
    EXPECT_EQ(event.topic, "logs.orders");
    EXPECT_EQ(event.type, "logger.warning");
    EXPECT_EQ(event.source, "orders-api");
    EXPECT_EQ(event.client_id, "me");
    EXPECT_EQ(event.timestamp, LogCall{}.time);
    EXPECT_EQ(Value{event.metadata}.to_json(), R"({"host":"web-1"})");
}

TEST(EncodedLogCall, NamesEveryLevel) {
    EncoderRig rig;

    for (std::size_t level = 0; level < level_count; ++level) {
        const Event& event = rig.event(LogCall{.level = static_cast<Level>(level)});
        EXPECT_EQ(event.level(), static_cast<Level>(level));
        EXPECT_EQ(event.type, "logger." + std::string{to_string(static_cast<Level>(level))});
    }
}

TEST(EncodedLogCall, SaysWhereItStandsInTheSource) {
    EncoderRig rig;
    rig.profile.options.templates = false;

    const Event& event = rig.event(LogCall{.message = "x", .file = "src/orders.cpp", .function = "ship", .line = 42});

    EXPECT_THAT(event.data.to_json(),
                HasSubstr(R"("thread":7,"file":"src/orders.cpp","line":42,"function":"ship","site":")"));
}

TEST(EncodedLogCall, LeavesOutAFunctionThatIsNotKnown) {
    EncoderRig rig;

    const Event& event = rig.event(LogCall{.file = "src/orders.cpp", .line = 42});

    EXPECT_EQ(event.field("function"), nullptr);
    EXPECT_NE(event.field("site"), nullptr);
}

TEST(EncodedLogCall, HasADifferentSiteOnEachLine) {
    EncoderRig rig;

    const Value first = *rig.event(LogCall{.file = "a.cpp", .line = 1}).field("site");
    const Value second = *rig.event(LogCall{.file = "a.cpp", .line = 2}).field("site");
    const Value again = *rig.event(LogCall{.file = "a.cpp", .line = 1}).field("site");

    EXPECT_NE(first, second);
    EXPECT_EQ(first, again);
}

TEST(EncodedLogCall, KeepsAUserFieldOfAReservedNameUnderAnotherName) {
    EncoderRig rig;

    EXPECT_EQ(rig.fields("level=5 logger=mine thread=t site=s template_guessed=no"),
              R"({"level_":5,"logger_":"mine","thread_":"t","site_":"s","template_guessed_":"no"})");
}

TEST(EncodedLogCall, KeepsTheLastValueOfAFieldThatComesAgain) {
    EncoderRig rig;

    EXPECT_EQ(rig.fields("a=1 b=2 a=3"), R"({"b":2,"a":3})");
}

TEST(EncodedLogCall, TakesTheFieldsOfAMessageThatIsAJsonObject) {
    EncoderRig rig;

    EXPECT_EQ(rig.fields(R"({"order_id":42,"tags":["a", "b"]})"), R"({"order_id":42,"tags":["a","b"]})");
}

TEST(EncodedLogCall, TakesTheFieldsOfItsContext) {
    EncoderRig rig;
    const Context context{{"request_id", "r-1"}, {"level", "mine"}};

    EXPECT_EQ(rig.fields("level=1 level_=2"), R"({"request_id":"r-1","level_":2})");
    EXPECT_EQ(rig.fields("city=Berlin"), R"({"request_id":"r-1","level_":"mine","city":"Berlin"})");
}

TEST(EncodedLogCall, TakesTheInnerOfTwoContexts) {
    EncoderRig rig;
    const Context outer{{"request_id", 1}, {"user", "bob"}};
    const Context inner{{"request_id", 2}};

    EXPECT_EQ(rig.fields("x"), R"({"user":"bob","request_id":2})");
}

TEST(EncodedLogCall, PrefersItsMessageToItsContext) {
    EncoderRig rig;
    const Context context{{"request_id", 1}};

    EXPECT_EQ(rig.fields("request_id=2"), R"({"request_id":2})");
}

TEST(EncodedLogCall, HasNoTemplateWhereThatIsOff) {
    EncoderRig rig;
    rig.profile.options.templates = false;

    EXPECT_EQ(rig.data("x"), R"({"level":"info","message":"x","logger":"orders","thread":7})");
}

TEST(EncodedLogCall, HasOnlyContextFieldsWhereFieldsAreOff) {
    EncoderRig rig;
    rig.profile.options.fields = false;
    const Context context{{"request_id", 1}};

    EXPECT_EQ(rig.fields("city=Berlin"), R"({"request_id":1})");
}

TEST(EncodedLogCall, SaysInItsMetadataThatItWasCut) {
    EncoderRig rig;

    const Event& event = rig.event(LogCall{.message = "the beginn", .full_message_bytes = 1000});

    EXPECT_EQ(Value{event.metadata}.to_json(), R"({"host":"web-1","cut_from_bytes":1000})");
}

TEST(EncodedLogCall, DoesNotSayThatTheNextOneWasCut) {
    EncoderRig rig;
    rig.event(LogCall{.message = "the beginn", .full_message_bytes = 1000});

    EXPECT_EQ(Value{rig.event("whole").metadata}.to_json(), R"({"host":"web-1"})");
}

TEST(EncodedLogCall, ReplacesInvalidUtf8AndCountsIt) {
    EncoderRig rig;

    EXPECT_EQ(rig.event("caf\xE9").message(), "caf\xEF\xBF\xBD");
    EXPECT_EQ(rig.encoder.replaced_bytes(), 1U);
}

TEST(EncodedLogCall, KeepsANulInside) {
    EncoderRig rig;

    EXPECT_EQ(rig.event(std::string_view{"a\0b", 3}).message(), (std::string_view{"a\0b", 3}));
}

TEST(EncodedLogCall, MayBeEmpty) {
    EncoderRig rig;

    EXPECT_EQ(rig.event("").message(), "");
}

TEST(TopicOfLogCall, IsMadeFromThePattern) {
    EncoderRig rig;
    rig.profile.options.topic = "{app}.{logger}";

    EXPECT_EQ(rig.event("x").topic, "orders-api.orders");
}

TEST(TopicOfLogCall, IsMadeByTheFunction) {
    EncoderRig rig;
    rig.profile.options.topic_of = [](std::string_view logger) { return "mine." + std::string{logger}; };

    EXPECT_EQ(rig.event("x").topic, "mine.orders");
}

TEST(TopicOfLogCall, IsTheUsualOneWhenTheFunctionThrows) {
    EncoderRig rig;
    rig.profile.options.topic_of = [](std::string_view /*logger*/) -> std::string {
        throw std::runtime_error{"no idea"};
    };

    EXPECT_EQ(rig.event("x").topic, "logs.orders");
    ASSERT_THAT(rig.reports.codes(), ElementsAre(ErrorCode::invalid_topic));
    EXPECT_THAT(rig.reports.last(), HasSubstr("no topic for logger 'orders'"));
    EXPECT_THAT(rig.reports.last(), HasSubstr("no idea"));
}

TEST(TopicOfLogCall, IsTheUsualOneWhenTheFunctionMakesNoTopic) {
    EncoderRig rig;
    rig.profile.options.topic_of = [](std::string_view /*logger*/) { return std::string{"two words"}; };

    EXPECT_EQ(rig.event("x").topic, "logs.orders");
    EXPECT_THAT(rig.reports.codes(), ElementsAre(ErrorCode::invalid_topic));
}

TEST(TopicOfLogCall, IsAskedForOnceForEachLogger) {
    EncoderRig rig;
    int asked = 0;
    rig.profile.options.topic_of = [&](std::string_view logger) {
        ++asked;
        return "mine." + std::string{logger};
    };

    rig.event(LogCall{.logger = "a"});
    rig.event(LogCall{.logger = "b"});
    rig.event(LogCall{.logger = "a"});

    EXPECT_EQ(asked, 2);
    EXPECT_EQ(rig.last.topic, "mine.a");
}

TEST(TopicOfLogCall, IsThatOfTheSourceWhichLogged) {
    EncoderRig rig;
    rig.event("x");
    LogProfile other;
    other.options.topic = "other.{logger}";

    rig.profile.options.topic = "changed too late";
    EXPECT_EQ(rig.event("x").topic, "logs.orders");
    std::swap(rig.profile.options.topic, other.options.topic);
}

TEST(EncodedTypedEvent, CarriesTopicTypeAndData) {
    EncoderRig rig;

    const Event& event = rig.event(OrderShipped{42, "Berlin"});

    EXPECT_EQ(event.topic, "shop.orders");
    EXPECT_EQ(event.type, "orders.shipped");
    EXPECT_EQ(event.data.to_json(), R"({"order_id":42,"city":"Berlin"})");
    EXPECT_EQ(event.source, "orders-api");
    EXPECT_EQ(Value{event.metadata}.to_json(), R"({"host":"web-1"})");
}

TEST(EncodedTypedEvent, CountsInvalidUtf8) {
    EncoderRig rig;

    rig.event(OrderShipped{42, "M\xFCnchen"});

    EXPECT_EQ(rig.encoder.replaced_bytes(), 1U);
}

TEST(TooLargeEvent, IsDropped) {
    ConnectionOptions options;
    options.max_event = 300;
    EncoderRig rig{options};

    EXPECT_EQ(rig.encode(LogCall{.message = std::string(400, 'x')}), DropReason::too_large);
    EXPECT_EQ(rig.encode(OrderShipped{42, std::string(400, 'x')}), DropReason::too_large);
    EXPECT_EQ(rig.encode(LogCall{.message = "small"}), std::nullopt);
}

struct BeforeSend : ::testing::Test {
    static EncoderRig with(std::function<bool(Event&)> before_send) {
        ConnectionOptions options;
        options.before_send = std::move(before_send);
        return EncoderRig{options};
    }
};

TEST_F(BeforeSend, SeesTheWholeEvent) {
    std::string seen;
    EncoderRig rig = with([&](Event& event) {
        seen = event.to_json();
        return true;
    });

    const Event& event = rig.event("order_id=42");

    EXPECT_EQ(seen, event.to_json());
}

TEST_F(BeforeSend, ChangesNothingByItself) {
    EncoderRig plain;
    EncoderRig rig = with([](Event& /*event*/) { return true; });

    EXPECT_EQ(rig.event("order_id=42").to_json(), plain.event("order_id=42").to_json());
}

TEST_F(BeforeSend, MayChangeEverything) {
    EncoderRig rig = with([](Event& event) {
        event.id = "own-id";
        event.topic = "elsewhere";
        event.type = "renamed";
        event.source = "someone";
        event.data.as_object()->set("city", "Paris");
        event.metadata.set("region", "eu");
        event.timestamp += std::chrono::seconds{1};
        return true;
    });

    const Event& event = rig.event("x");

    EXPECT_EQ(event.id, "own-id");
    EXPECT_EQ(event.topic, "elsewhere");
    EXPECT_EQ(event.type, "renamed");
    EXPECT_EQ(event.source, "someone");
    EXPECT_EQ(*event.field("city"), Value{"Paris"});
    EXPECT_EQ(Value{event.metadata}.to_json(), R"({"host":"web-1","region":"eu"})");
    EXPECT_EQ(event.timestamp, LogCall{}.time + std::chrono::seconds{1});
}

TEST_F(BeforeSend, MayDropTheEvent) {
    EncoderRig rig = with([](Event& /*event*/) { return false; });

    EXPECT_EQ(rig.encode(LogCall{.message = "x"}), DropReason::filtered);
    EXPECT_THAT(rig.reports.errors, IsEmpty());
}

TEST_F(BeforeSend, SeesTypedEventsToo) {
    EncoderRig rig = with([](Event& event) { return event.type != "orders.shipped"; });

    EXPECT_EQ(rig.encode(OrderShipped{42, "Berlin"}), DropReason::filtered);
}

TEST_F(BeforeSend, DropsTheEventWhenItThrowsAndSaysWhy) {
    EncoderRig rig = with([](Event& /*event*/) -> bool { throw std::runtime_error{"out of patience"}; });

    EXPECT_EQ(rig.encode(LogCall{.message = "x"}), DropReason::encoding);
    ASSERT_THAT(rig.reports.codes(), ElementsAre(ErrorCode::events_dropped));
    EXPECT_THAT(rig.reports.last(), HasSubstr("out of patience"));
}

TEST_F(BeforeSend, DropsTheEventWhenItThrowsAnything) {
    EncoderRig rig = with([](Event& /*event*/) -> bool { throw 42; });

    EXPECT_EQ(rig.encode(LogCall{.message = "x"}), DropReason::encoding);
    EXPECT_THAT(rig.reports.codes(), ElementsAre(ErrorCode::events_dropped));
}

TEST_F(BeforeSend, DropsAnEventThatItGaveAMalformedTopic) {
    EncoderRig rig = with([](Event& event) {
        event.topic = "two words";
        return true;
    });

    EXPECT_EQ(rig.encode(LogCall{.message = "x"}), DropReason::encoding);
    EXPECT_THAT(rig.reports.last(), HasSubstr("two words"));
}

TEST_F(BeforeSend, DropsAnEventThatItMadeTooLarge) {
    ConnectionOptions options;
    options.max_event = 300;
    options.before_send = [](Event& event) {
        event.data.as_object()->set("blob", std::string(400, 'x'));
        return true;
    };
    EncoderRig rig{options};

    EXPECT_EQ(rig.encode(LogCall{.message = "x"}), DropReason::too_large);
}

TEST_F(BeforeSend, MayMakeALargeEventSmaller) {
    ConnectionOptions options;
    options.max_event = 300;
    options.before_send = [](Event& event) {
        event.data = Fields{{"message", "shortened"}};
        return true;
    };
    EncoderRig rig{options};

    EXPECT_EQ(rig.encode(LogCall{.message = std::string(400, 'x')}), std::nullopt);
    EXPECT_EQ(rig.last.data.to_json(), R"({"message":"shortened"})");
}

}  // namespace
}  // namespace logbeam::channel
