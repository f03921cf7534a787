#include "support/test_data.hpp"

#include <logbeam/event.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace logbeam {
namespace {

constexpr std::string_view canonical =
    R"({"id":"k3v9t2m8q1x0z-1f4","topic":"logs.orders","type":"logger.info","source":"orders-api",)"
    R"("timestamp":"2026-11-20T10:57:33.123456789Z","seq":184467,)"
    R"("data":{"level":"info","message":"order shipped order_id=42","order_id":42},)"
    R"("metadata":{"host":"web-1","pid":4711},"clientId":"k3v9t2m8q1x0z"})";

std::string problem_of(std::string_view json) {
    const auto event = Event::parse(json);
    return event ? "none" : event.error().message();
}

// One JSON text a line.
std::vector<std::string> lines_of(const std::string& name) {
    std::ifstream file{logbeam::test::data_path("event/") + name};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(line);
    }
    return lines;
}

TEST(Event, WritesItsCanonicalText) {
    Event event;
    event.id = "k3v9t2m8q1x0z-1f4";
    event.topic = "logs.orders";
    event.type = "logger.info";
    event.source = "orders-api";
    event.timestamp = *parse_rfc3339("2026-11-20T10:57:33.123456789Z");
    event.seq = 184467;
    event.data = Fields{{"level", "info"}, {"message", "order shipped order_id=42"}, {"order_id", 42}};
    event.metadata = Fields{{"host", "web-1"}, {"pid", 4711}};
    event.client_id = "k3v9t2m8q1x0z";

    EXPECT_EQ(event.to_json(), canonical);
}

TEST(Event, LeavesOutWhatItDoesNotHave) {
    EXPECT_EQ(Event{}.to_json(),
              R"({"id":"","topic":"","type":"","source":"","timestamp":"1970-01-01T00:00:00.000000000Z","data":{}})");
}

TEST(Event, ReadsBackItsCanonicalText) {
    const auto event = Event::parse(canonical);

    ASSERT_TRUE(event);
    EXPECT_EQ(event->to_json(), canonical);
    EXPECT_EQ(event->seq, 184467U);
    EXPECT_EQ(event->level(), Level::info);
    EXPECT_EQ(event->message(), "order shipped order_id=42");
    EXPECT_EQ(*event->field("order_id"), Value{42});
    EXPECT_EQ(event->field("none"), nullptr);
}

TEST(Event, ReadsEveryVectorOfTheSharedData) {
    const auto vectors = lines_of("canonical.ndjson");

    ASSERT_FALSE(vectors.empty());
    for (const auto& text : vectors) {
        const auto event = Event::parse(text);
        ASSERT_TRUE(event) << text;
        EXPECT_EQ(event->to_json(), text);
    }
}

TEST(Event, RefusesEveryIllTypedVectorOfTheSharedData) {
    const auto vectors = lines_of("ill_typed.ndjson");

    ASSERT_FALSE(vectors.empty());
    for (const auto& text : vectors) {
        EXPECT_FALSE(Event::parse(text)) << text;
    }
}

TEST(Event, IgnoresMembersItDoesNotKnow) {
    const auto event = Event::parse(R"({"topic":"a","later":{"x":[1]},"type":"t"})");

    ASSERT_TRUE(event);
    EXPECT_EQ(event->topic, "a");
    EXPECT_EQ(event->type, "t");
}

TEST(Event, TakesNullForAbsentExceptInItsData) {
    const auto event = Event::parse(R"({"id":null,"metadata":null,"seq":null,"data":null})");

    ASSERT_TRUE(event);
    EXPECT_EQ(event->id, "");
    EXPECT_TRUE(event->data.is_null());
}

TEST(Event, CarriesAnyJsonAsData) {
    const auto event = Event::parse(R"({"data":[1,"two"]})");

    ASSERT_TRUE(event);
    EXPECT_EQ(event->data.to_json(), R"([1,"two"])");
    EXPECT_EQ(event->level(), std::nullopt);
    EXPECT_EQ(event->message(), "");
}

TEST(Event, NamesTheMemberThatIsIllTyped) {
    EXPECT_EQ(problem_of(R"({"id":7})"), "ill_typed_event (111): id: expected a string, got a number");
    EXPECT_EQ(problem_of(R"({"metadata":[]})"), "ill_typed_event (111): metadata: expected an object, got an array");
    EXPECT_EQ(problem_of(R"({"seq":-1})"),
              "ill_typed_event (111): seq: expected a whole number from 0 on, got a number");
    EXPECT_EQ(problem_of(R"({"timestamp":"yesterday"})"),
              "ill_typed_event (111): timestamp: expected a time such as \"2026-11-20T10:57:33.123Z\", got a string");
    EXPECT_EQ(problem_of("[]"), "ill_typed_event (111): an event: expected an object, got an array");
}

TEST(Event, DiffersWhenAnyMemberDoes) {
    const auto event = Event::parse(canonical).value();
    auto other = event;
    EXPECT_EQ(event, other);

    other.metadata.set("pid", 4712);

    EXPECT_NE(event, other);
}

}  // namespace
}  // namespace logbeam
