#include "sink_test.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>

namespace shop {

enum class Status { open, shipped };
LOGBEAM_ENUM(Status, open, (shipped, "under way"))

struct Line {
    std::string sku;
    double price = 0;
};
LOGBEAM_FIELDS(Line, sku, price)

struct OrderShipped {
    std::int64_t order_id = 0;
    std::string city;
    double total = 0;
    Status status = Status::open;
    std::vector<Line> lines;
    std::optional<std::string> note;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, city, total, status, lines, note)

enum class Mood { fine, great };

}  // namespace shop

template <>
struct fmt::formatter<shop::Mood> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(shop::Mood mood, Context& context) const {
        return fmt::formatter<std::string_view>::format(mood == shop::Mood::fine ? "fine" : "really great", context);
    }
};

namespace logbeam::test {
namespace {

using shop::Line;
using shop::OrderShipped;
using shop::Status;

using Strings = std::vector<std::string>;

class KeyValueTest : public SinkTest {
protected:
    // What arrives of kv("key", value), as JSON.
    template <class T>
    [[nodiscard]] std::string arrival(const T& value) {
        make_logger("orders").info("before {} after", kv("key", value));
        const Event got = event();
        const Value* found = got.field("key");
        return found == nullptr ? "nothing in " + std::string{got.message()} : found->to_json();
    }
};

TEST_F(KeyValueTest, NumbersArriveAsTheyAre) {
    EXPECT_EQ(arrival(42), "42");
    EXPECT_EQ(arrival(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(arrival(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(arrival(static_cast<unsigned char>(7)), "7");
    EXPECT_EQ(arrival(19.99), "19.99");
    EXPECT_EQ(arrival(0.1F), "0.1");
    EXPECT_EQ(arrival(1e300), "1e+300");
    EXPECT_EQ(arrival(true), "true");
}

TEST_F(KeyValueTest, WholeDoubleStaysADouble) {
    EXPECT_EQ(arrival(20.0), "20.0");
    EXPECT_EQ(field(event(), "key").kind(), Value::Kind::number);
}

TEST_F(KeyValueTest, NotANumberIsNull) {
    EXPECT_EQ(arrival(std::nan("")), "null");
    EXPECT_EQ(arrival(std::numeric_limits<double>::infinity()), "null");
}

TEST_F(KeyValueTest, TextStaysTextWhateverItLooksLike) {
    for (const std::string text : {"Berlin", "New York", "42", "1.5", "true", "null", "", "say \"hi\"", "a\\b", "a\nb",
                                   "x,", "x;", "=", "a=b", "[1]", "{}", "ü", "tab\there"}) {
        EXPECT_EQ(arrival(text), Value{text}.to_json()) << text;
        EXPECT_EQ(arrival(std::string_view{text}), Value{text}.to_json()) << text;
        EXPECT_EQ(arrival(text.c_str()), Value{text}.to_json()) << text;
    }
    EXPECT_EQ(arrival("a literal"), R"("a literal")");
}

TEST_F(KeyValueTest, CharacterIsText) {
    EXPECT_EQ(arrival('x'), R"("x")");
    EXPECT_EQ(arrival('7'), R"("7")");
    EXPECT_EQ(arrival('"'), R"("\"")");
    EXPECT_EQ(arrival(' '), R"(" ")");
}

TEST_F(KeyValueTest, NullPointerToTextIsNull) {
    const char* nothing = nullptr;

    EXPECT_EQ(arrival(nothing), "null");
}

TEST_F(KeyValueTest, FormattableTypeIsItsText) {
    EXPECT_EQ(arrival(shop::Mood::fine), R"("fine")");
    EXPECT_EQ(arrival(shop::Mood::great), R"("really great")");
}

TEST_F(KeyValueTest, WhatATypedEventMayHoldArrivesWithItsType) {
    EXPECT_EQ(arrival(Status::shipped), R"("under way")");
    EXPECT_EQ(arrival(Line{"A 1", 5}), R"({"sku":"A 1","price":5.0})");
    EXPECT_EQ(arrival(std::vector<int>{80, 443}), "[80,443]");
    EXPECT_EQ(arrival(std::map<std::string, double>{{"a", 1}}), R"({"a":1.0})");
    EXPECT_EQ(arrival(std::optional<int>{}), "null");
    EXPECT_EQ(arrival(std::optional<int>{3}), "3");
    EXPECT_EQ(arrival(Value{Fields{{"a", nullptr}}}), R"({"a":null})");
    EXPECT_EQ(arrival(Timestamp{std::chrono::seconds{0}}), R"("1970-01-01T00:00:00.000000000Z")");
}

TEST_F(KeyValueTest, ReadsAsAPairInTheMessage) {
    make_logger("orders").info("sent {} {}", kv("city", "New York"), kv("order_id", 42));

    EXPECT_EQ(event().message(), R"(sent city="New York" order_id=42)");
}

TEST_F(KeyValueTest, WorksInFormatStringsThatAreCheckedWhenCompiled) {
    make_logger("orders").info(FMT_STRING("{} {}"), kv("city", "Oslo"), Line{"A", 1});

    EXPECT_EQ(event().message(), "city=Oslo sku=A price=1.0");
}

class FieldsTest : public SinkTest {};

TEST_F(FieldsTest, PairsOfTheMessageAreFields) {
    make_logger("orders").info("order shipped order_id={} city={} total={} express={}", 42, "Berlin", 20.5, true);

    const Event got = event();
    EXPECT_EQ(field(got, "order_id"), 42);
    EXPECT_EQ(field(got, "city"), "Berlin");
    EXPECT_EQ(field(got, "total"), 20.5);
    EXPECT_EQ(field(got, "express"), true);
    EXPECT_EQ(field(got, "template"), "order shipped order_id=<*> city=<*> total=<*> express=<*>");
    EXPECT_EQ(field(got, "template_guessed"), true);
}

TEST_F(FieldsTest, WhatOnlyLooksLikeAPairStaysText) {
    make_logger("orders").info("GET /?a=1&b=2 if x==y or z= 1");

    const Event got = event();
    for (const char* key : {"a", "b", "x", "y", "z"}) {
        EXPECT_EQ(got.field(key), nullptr) << key;
    }
}

TEST_F(FieldsTest, MembersOfAJsonObjectAreFields) {
    make_logger("orders").info(R"({"order_id": 42, "tags": ["a", "b"], "total": 20.0})");

    const Event got = event();
    EXPECT_EQ(field(got, "order_id"), 42);
    EXPECT_EQ(field(got, "tags").to_json(), R"(["a","b"])");
    EXPECT_EQ(field(got, "total").to_json(), "20.0");
}

TEST_F(FieldsTest, ReservedNamesAreKeptWithAnUnderscore) {
    make_logger("orders").info("level=9 message=hi thread=t");

    const Event got = event();
    EXPECT_EQ(got.level(), Level::info);
    EXPECT_EQ(field(got, "level_"), 9);
    EXPECT_EQ(field(got, "message_"), "hi");
    EXPECT_EQ(field(got, "thread_"), "t");
}

TEST_F(FieldsTest, DescribedTypeArrivesWithItsTypes) {
    const OrderShipped order{42, "New York", 20, Status::shipped, {{"A", 1.5}}, std::nullopt};

    make_logger("orders").info("{}", order);

    const Event got = event();
    EXPECT_EQ(got.type, "logger.info");
    EXPECT_EQ(got.message(),
              R"(order_id=42 city="New York" total=20.0 status="under way" lines=[{"sku":"A","price":1.5}])");
    EXPECT_EQ(field(got, "order_id").kind(), Value::Kind::integer);
    EXPECT_EQ(field(got, "city"), "New York");
    EXPECT_EQ(field(got, "total").kind(), Value::Kind::number);
    EXPECT_EQ(field(got, "status"), "under way");
    EXPECT_EQ(field(got, "lines").to_json(), R"([{"sku":"A","price":1.5}])");
}

TEST_F(FieldsTest, DescribedEnumPrintsItsName) {
    make_logger("orders").info("{} or {} or {}", Status::open, Status::shipped, static_cast<Status>(9));

    EXPECT_EQ(event().message(), "open or under way or 9");
}

TEST_F(FieldsTest, BothCanBeSwitchedOff) {
    SinkOptions options;
    options.fields = false;
    options.templates = false;
    make_logger("orders", options).info("order_id=42");

    const Event got = event();
    EXPECT_EQ(got.message(), "order_id=42");
    for (const char* key : {"order_id", "template", "template_guessed"}) {
        EXPECT_EQ(got.field(key), nullptr) << key;
    }
}

TEST_F(FieldsTest, SecretsAreMaskedInFieldMessageAndTemplate) {
    make_logger("orders").info("login user=ann Password={} token=\"{}\" ok", "hunter2", "a b c");

    const Event got = event();
    EXPECT_EQ(got.message(), "login user=ann Password=*** token=*** ok");
    EXPECT_EQ(field(got, "Password"), "***");
    EXPECT_EQ(field(got, "token"), "***");
    EXPECT_EQ(field(got, "user"), "ann");
    EXPECT_EQ(got.to_json().find("hunter2"), std::string::npos);
    EXPECT_EQ(got.to_json().find("a b c"), std::string::npos);
}

TEST_F(FieldsTest, SecretsInsideObjectsAndContextsAreMasked) {
    const Context context{{"authorization", "Bearer xyz"}};

    make_logger("orders").info("{}", kv("request", Fields{{"secret", "s3"}, {"path", "/"}}));

    const Event got = event();
    EXPECT_EQ(got.to_json().find("xyz"), std::string::npos);
    EXPECT_EQ(got.to_json().find("s3"), std::string::npos);
    EXPECT_EQ(field(got, "request").to_json(), R"({"secret":"***","path":"/"})");
}

TEST_F(FieldsTest, ContextIsOnEveryEventUntilItEnds) {
    auto logger = make_logger("orders");
    {
        const Context context{{"request_id", "r1"}, {"attempt", 2}};
        logger.info("inside");
        make_logger("billing").info("too");
    }
    logger.info("outside");

    const auto got = events();
    ASSERT_EQ(got.size(), 3u);
    EXPECT_EQ(field(got[0], "request_id"), "r1");
    EXPECT_EQ(field(got[0], "attempt"), 2);
    EXPECT_EQ(field(got[1], "request_id"), "r1");
    EXPECT_EQ(got[2].field("request_id"), nullptr);
    EXPECT_EQ(got[0].message(), "inside");
}

TEST_F(FieldsTest, InnerContextWinsAndTheMessageOverBoth) {
    auto logger = make_logger("orders");
    const Context outer{{"a", 1}, {"b", 1}, {"c", 1}};
    const Context inner{{"b", 2}, {"c", 2}};

    logger.info("c=3");

    const Event got = event();
    EXPECT_EQ(field(got, "a"), 1);
    EXPECT_EQ(field(got, "b"), 2);
    EXPECT_EQ(field(got, "c"), 3);
}

TEST_F(FieldsTest, ContextBelongsToItsThread) {
    auto logger = make_logger("orders");
    const Context context{{"request_id", 1}};

    std::thread{[&logger] { logger.info("elsewhere"); }}.join();

    EXPECT_EQ(event().field("request_id"), nullptr);
}

TEST_F(FieldsTest, TopicFollowsAPattern) {
    ConnectionOptions named;
    named.source = "shop";
    Connection shop{recorder.url(), named};
    SinkOptions options;
    options.topic = "{app}.{logger}";
    spdlog::logger logger{"orders", make_spdlog_sink(shop, options)};

    logger.info("m");

    EXPECT_TRUE(shop.flush(10s));
    EXPECT_EQ(topics(recorder.events()), Strings{"shop.orders"});
}

TEST_F(FieldsTest, TopicComesFromAFunctionOncePerLogger) {
    std::atomic<int> asked{0};
    SinkOptions options;
    options.topic_of = [&asked](std::string_view logger) {
        ++asked;
        return "audit." + std::string{logger};
    };
    auto logger = make_logger("orders", options);

    logger.info("m");
    logger.error("m");

    EXPECT_EQ(topics(events()), (Strings{"audit.orders", "audit.orders"}));
    EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace logbeam::test
