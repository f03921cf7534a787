#include "typed_samples.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using logbeam::Fields;
using logbeam::Value;
using typed_test::json_of;
using typed_test::value_of;

namespace {

struct Heartbeat {
    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};
LOGBEAM_EVENT(Heartbeat, "heartbeat")

struct Settings {
    std::string note = "none";
    std::optional<int> retries = 3;
    std::optional<int> limit = 5;
    std::vector<int> ports = {80};
    double ratio = 0.5;

    friend bool operator==(const Settings&, const Settings&) = default;
};
LOGBEAM_FIELDS(Settings, (note, "remark", logbeam::defaulted), (retries, logbeam::defaulted), limit,
               (ports, logbeam::defaulted), (ratio, logbeam::defaulted, "share"))

struct Forty {
    int a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9;
    int c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9;

    friend bool operator==(const Forty&, const Forty&) = default;
};
LOGBEAM_FIELDS(Forty, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, c0, c1, c2, c3,
               c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9)

struct Base {
    int id = 0;
};

struct Derived : Base {
    int extra = 0;
};
LOGBEAM_FIELDS(Derived, id, extra)

struct Numbers {
    std::vector<double> list;
    std::optional<double> maybe;
    std::vector<std::optional<int>> gaps;
};
LOGBEAM_FIELDS(Numbers, list, maybe, gaps)

enum Colour : unsigned char { red = 1, blue = 200 };
LOGBEAM_ENUM(Colour, red, blue)

template <class T>
class EveryInteger : public testing::Test {};

using Integers = testing::Types<signed char, unsigned char, short, unsigned short, int, unsigned, long, unsigned long,
                                long long, unsigned long long>;
TYPED_TEST_SUITE(EveryInteger, Integers);

std::string random_text(std::mt19937_64& random) {
    static const std::vector<std::string> pieces{"a", "Z", "\"", "\\", "\n", "ü", "東", "😀", std::string(1, '\0'), " "};
    std::string text;
    for (auto left = random() % 12; left > 0; --left) {
        text += pieces[random() % pieces.size()];
    }
    return text;
}

double random_number(std::mt19937_64& random) {
    double number = std::nan("");
    while (!std::isfinite(number)) {
        const std::uint64_t bits = random();
        std::memcpy(&number, &bits, sizeof number);
    }
    return number;
}

float random_single(std::mt19937_64& random) {
    float number = std::nanf("");
    while (!std::isfinite(number)) {
        const auto bits = static_cast<std::uint32_t>(random());
        std::memcpy(&number, &bits, sizeof number);
    }
    return number;
}

Everything random_everything(std::mt19937_64& random) {
    Everything it;
    it.i8 = static_cast<std::int8_t>(random());
    it.i16 = static_cast<std::int16_t>(random());
    it.i32 = static_cast<std::int32_t>(random());
    it.i64 = static_cast<std::int64_t>(random());
    it.wide = static_cast<long long>(random() >> (random() % 64));
    it.u8 = static_cast<std::uint8_t>(random());
    it.u16 = static_cast<std::uint16_t>(random());
    it.u32 = static_cast<std::uint32_t>(random());
    it.u64 = random();
    it.single = random_single(random);
    it.twice = random_number(random);
    it.flag = random() % 2 == 0;
    it.text = random_text(random);
    if (random() % 2 == 0) it.maybe = static_cast<int>(random());
    for (auto left = random() % 4; left > 0; --left) {
        it.list.push_back(static_cast<std::uint8_t>(random()));
        it.bits.push_back(random() % 2 == 0);
        it.map[random_text(random)] = random_number(random);
        it.hash_map[random_text(random)] = random_text(random);
        it.fields.set(random_text(random), random());
    }
    it.time += std::chrono::nanoseconds{static_cast<std::int64_t>(random() >> 2)};
    it.status = static_cast<shop::Status>(random() % 3);
    it.line = {random_text(random), random_number(random)};
    it.any = Value::Array{random_number(random), random_text(random), nullptr, true};
    return it;
}

}  // namespace

TEST(TypedEvent, KnowsWhetherATypeIsDescribedAndWhetherItIsAnEvent) {
    static_assert(logbeam::is_event<shop::Order> && logbeam::is_described<shop::Order>);
    static_assert(!logbeam::is_event<shop::Line> && logbeam::is_described<shop::Line>);
    static_assert(logbeam::is_described<shop::Status> && !logbeam::is_event<shop::Status>);
    static_assert(!logbeam::is_described<Base> && !logbeam::is_described<std::string> && !logbeam::is_described<int>);

    EXPECT_EQ(logbeam::event_type<shop::Order>(), "orders.placed");
    EXPECT_EQ(logbeam::event_type<const Everything>(), "test.everything");
}

TEST(TypedEvent, WritesMembersInTheOrderOfTheDescriptionUnderTheirWireNames) {
    const shop::Order order{42, "Berlin", {{"A-1", 19.99}, {"B-2", 0.5}}};

    EXPECT_EQ(json_of(order),
              R"({"orderId":42,"city":"Berlin","lines":[{"sku":"A-1","price":19.99},{"sku":"B-2","price":0.5}]})");
}

TEST(TypedEvent, ReadsMembersInAnyOrderAndIgnoresUnknownOnes) {
    const auto order = value_of<shop::Order>(
        R"({"lines":[{"price":1,"colour":"red","sku":"A"}],"order_id":7,"city":"Rome","extra":{"a":[1]},"orderId":42})");

    EXPECT_EQ(order, (shop::Order{42, "Rome", {{"A", 1}}}));
}

TEST(TypedEvent, OfEveryMemberTypeReadsBackAsItWas) {
    Everything it;
    it.single = 0.1F;
    it.twice = 0.1;
    it.text = "a\"b\\c\nü";
    it.maybe = -1;
    it.list = {0, 255};
    it.bits = {true, false, true};
    it.map = {{"a", 1.5}, {"b", -2}};
    it.hash_map = {{"k", "v"}};
    it.time += std::chrono::nanoseconds{1'700'000'000'123'456'789};
    it.status = shop::Status::lost;
    it.line = {"A-1", 19.99};
    it.any = Value::Array{1, "two", nullptr};
    it.fields = Fields{{"x", 1}};

    EXPECT_EQ(value_of<Everything>(json_of(it)), it);
}

TEST(TypedEvent, OfEmptyContainersReadsBackAsItWas) {
    const Everything it;

    EXPECT_EQ(value_of<Everything>(json_of(it)), it);
}

TEST(TypedEvent, OfRandomContentReadsBackAsItWas) {
    constexpr unsigned seed = 20261120;
    std::mt19937_64 random{seed};

    for (int round = 0; round < 2000; ++round) {
        const Everything it = random_everything(random);
        ASSERT_EQ(value_of<Everything>(json_of(it)), it)
            << "seed " << seed << " round " << round << ": " << json_of(it);
    }
}

TYPED_TEST(EveryInteger, KeepsItsLimits) {
    for (const TypeParam limit : {std::numeric_limits<TypeParam>::min(), std::numeric_limits<TypeParam>::max()}) {
        EXPECT_EQ(json_of(limit), std::to_string(limit));
        EXPECT_EQ(value_of<TypeParam>(std::to_string(limit)), limit);
    }
}

TEST(TypedEvent, KeepsTheLimitsOfFloatingPoint) {
    for (const float limit : {std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest(),
                              std::numeric_limits<float>::denorm_min(), 0.1F, 20.0F}) {
        EXPECT_EQ(value_of<float>(json_of(limit)), limit);
    }
    for (const double limit : {std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest(),
                               std::numeric_limits<double>::denorm_min(), 0.1, 20.0}) {
        EXPECT_EQ(value_of<double>(json_of(limit)), limit);
    }
}

TEST(TypedEvent, WritesAFloatWithoutTheDigitsOfADouble) {
    EXPECT_EQ(json_of(0.1F), "0.1");
    EXPECT_EQ(json_of(20.0F), json_of(20.0));
}

TEST(TypedEvent, WritesNotANumberAsNullAndReadsNullAsNotANumber) {
    EXPECT_EQ(json_of(std::nan("")), "null");
    EXPECT_EQ(json_of(std::numeric_limits<float>::infinity()), "null");
    EXPECT_TRUE(std::isnan(value_of<double>("null")));
    EXPECT_TRUE(std::isnan(value_of<float>("null")));
}

TEST(TypedEvent, ReadsWholeNumbersIntoIntegersAndIntegersIntoFloatingPoint) {
    EXPECT_EQ(value_of<int>("5.0"), 5);
    EXPECT_EQ(value_of<std::int64_t>("-9.223372036854775808e18"), INT64_MIN);
    EXPECT_EQ(value_of<std::uint64_t>("9.223372036854775808e18"), 9223372036854775808U);
    EXPECT_EQ(value_of<double>("5"), 5.0);
}

TEST(TypedEvent, WritesTimeAsRfc3339WithNineDigitsAndReadsAnyOffset) {
    const std::chrono::system_clock::time_point time{std::chrono::nanoseconds{1'000'000'001}};

    EXPECT_EQ(json_of(time), R"("1970-01-01T00:00:01.000000001Z")");
    EXPECT_EQ(value_of<logbeam::Timestamp>(R"("1970-01-01T02:00:01.000000001+02:00")"), time);
}

TEST(TypedEvent, LeavesOutAnEmptyOptionalAndReadsAMissingOneOrNullAsEmpty) {
    Numbers numbers;
    numbers.gaps = {1, std::nullopt};

    EXPECT_EQ(json_of(numbers), R"({"list":[],"gaps":[1,null]})");
    EXPECT_EQ(value_of<Numbers>(R"({"list":[],"gaps":[1,null]})").gaps, numbers.gaps);
    EXPECT_EQ(value_of<Numbers>(R"({"list":[],"gaps":[],"maybe":null})").maybe, std::nullopt);
}

TEST(TypedEvent, KeepsTheInitialiserOfADefaultedMemberThatIsMissing) {
    const auto settings = value_of<Settings>(R"({})");

    EXPECT_EQ(settings, (Settings{"none", 3, std::nullopt, {80}, 0.5}));
}

TEST(TypedEvent, ReplacesTheInitialiserOfADefaultedMemberThatIsThere) {
    const auto settings = value_of<Settings>(R"({"remark":"x","retries":null,"limit":1,"ports":[],"share":2})");

    EXPECT_EQ(settings, (Settings{"x", std::nullopt, 1, {}, 2}));
}

TEST(TypedEvent, WritesNullForAnEmptyOptionalThatHasADefault) {
    const Settings settings{"x", std::nullopt, std::nullopt, {}, 2};

    EXPECT_EQ(json_of(settings), R"({"remark":"x","retries":null,"ports":[],"share":2.0})");
    EXPECT_EQ(value_of<Settings>(json_of(settings)), settings);
}

TEST(TypedEvent, WritesAnEnumeratorByItsNameOrItsWireName) {
    EXPECT_EQ(json_of(shop::Status::shipped), R"("shipped")");
    EXPECT_EQ(json_of(shop::Status::lost), R"("lost in transit")");
    EXPECT_EQ(json_of(blue), R"("blue")");
    EXPECT_EQ(value_of<Colour>(R"("red")"), red);
}

TEST(TypedEvent, WritesAnEnumeratorWithoutANameAsItsNumber) {
    EXPECT_EQ(json_of(static_cast<Colour>(7)), "7");
    EXPECT_EQ(json_of(static_cast<shop::Status>(-1)), "-1");
}

TEST(TypedEvent, WithoutMembersIsAnEmptyObject) {
    EXPECT_EQ(json_of(Heartbeat{}), "{}");
    EXPECT_EQ(value_of<Heartbeat>(R"({"anything":1})"), Heartbeat{});
}

TEST(TypedEvent, MayHaveFortyMembers) {
    Forty forty{};
    forty.a0 = 1;
    forty.d9 = 40;

    EXPECT_EQ(value_of<Forty>(json_of(forty)), forty);
    EXPECT_NE(json_of(forty).find(R"("d8":0,"d9":40})"), std::string::npos);
}

TEST(TypedEvent, MayNameMembersOfItsBase) {
    Derived derived;
    derived.id = 1;
    derived.extra = 2;

    EXPECT_EQ(json_of(derived), R"({"id":1,"extra":2})");
}

TEST(TypedEvent, MayContainItself) {
    shop::Node root{"0", {}};
    for (int depth = 1; depth < 30; ++depth) {
        root = shop::Node{std::to_string(depth), {root}};
    }

    EXPECT_EQ(value_of<shop::Node>(json_of(root)), root);
}

TEST(TypedEvent, KeepsMapKeysOfAnyText) {
    const std::map<std::string, int> map{
        {"", 0}, {"München", 1}, {"東京", 2}, {"\"\\\n", 3}, {std::string(1, '\0'), 4}};

    EXPECT_EQ((value_of<std::map<std::string, int>>(json_of(map))), map);
}

TEST(TypedEvent, ReplacesInvalidUtf8AndCountsIt) {
    std::string json;
    logbeam::JsonWriter writer{json};

    logbeam::write_json(writer, shop::Line{"a\xFF", 1});

    EXPECT_EQ(json, "{\"sku\":\"a\uFFFD\",\"price\":1.0}");
    EXPECT_EQ(writer.replaced(), 1u);
}

TEST(TypedEvent, ReadsAsPairsForPeople) {
    EXPECT_EQ(logbeam::to_pairs(shop::Line{"A-1", 19.99}), "sku=A-1 price=19.99");
    EXPECT_EQ(logbeam::to_pairs(shop::Status::open), "open");
    EXPECT_EQ(logbeam::to_pairs(shop::Status::lost), "\"lost in transit\"");
    EXPECT_EQ(logbeam::to_pairs(static_cast<shop::Status>(9)), "9");
}
