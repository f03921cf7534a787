#include "event/pairs.hpp"
#include "unit/json/random_json.hpp"

#include <logbeam/log_record.hpp>

#include <gtest/gtest.h>

#include <string>

namespace logbeam {
namespace {

// The fields that the worker would find in a message.
nlohmann::json fields_of(std::string_view message) {
    event::PairList pairs;
    event::extract_pairs(message, pairs);
    auto fields = nlohmann::json::object();
    for (const auto& pair : pairs) {
        const auto value = std::string{pair.value};
        fields[std::string{pair.key}] =
            pair.kind == event::PairKind::text ? nlohmann::json(value) : nlohmann::json::parse(value);
    }
    return fields;
}

TEST(PairText, StandsBareWhenItReadsBackAsTheSameString) {
    for (const auto* text : {"Berlin", "a=b", "C:\\dir", "x,y", "1.2.3", "007", "größe", "it's"}) {
        EXPECT_EQ(pair_text(text), text);
    }
}

TEST(PairText, IsQuotedWhenItWouldReadOtherwise) {
    EXPECT_EQ(pair_text(""), R"("")");
    EXPECT_EQ(pair_text("two words"), R"("two words")");
    EXPECT_EQ(pair_text("42"), R"("42")");
    EXPECT_EQ(pair_text("true"), R"("true")");
    EXPECT_EQ(pair_text("say \"hi\"\\\n"), R"("say \"hi\"\\\n")");
    EXPECT_EQ(pair_text("end,"), R"("end,")");
    EXPECT_EQ(pair_text("=x"), R"("=x")");
    EXPECT_EQ(pair_text("[1]"), R"("[1]")");
}

TEST(PairText, OfAnyTextReadsBackAsThatText) {
    test::RandomJson random{3};
    for (int round = 0; round < 20'000; ++round) {
        const auto text = round % 2 == 0 ? random.text() : random.bytes();
        const auto message = "something key=" + pair_text(text) + " other=1";
        event::PairList pairs;

        event::extract_pairs(message, pairs);

        ASSERT_EQ(pairs.size(), 2U) << message;
        EXPECT_EQ(pairs[0].kind, event::PairKind::text) << message;
        EXPECT_EQ(pairs[0].value, text) << message;
    }
}

TEST(PairsFromJson, WriteMembersWithTheirTypes) {
    EXPECT_EQ(
        pairs_from_json(R"({"order_id": 42, "city": "New York", "total": 19.90, "ok": true, "tags": ["a b", 1]})"),
        R"(order_id=42 city="New York" total=19.90 ok=true tags=["a b",1])");
    EXPECT_EQ(pairs_from_json("{}"), "");
}

TEST(PairsFromJson, GiveKeysAFormThatIsRead) {
    EXPECT_EQ(pairs_from_json(R"({"order id":1,"1st":2,"":3})"), "order_id=1 _1st=2 _=3");
}

TEST(PairsFromJson, OfWhatIsNoObjectAreNone) {
    EXPECT_EQ(pairs_from_json("[1]"), "");
    EXPECT_EQ(pairs_from_json("{\"a\":"), "");
    EXPECT_EQ(pairs_from_json(""), "");
}

TEST(PairsFromJson, StayNumbersBeyondSixtyFourBits) {
    EXPECT_EQ(pairs_from_json(R"({"a":18446744073709551616,"b":1e-999})"), "a=18446744073709551616.0 b=0.0");
}

TEST(PairsFromJson, ReadBackAsTheSameTypedFields) {
    test::RandomJson random{11};
    for (int round = 0; round < 20'000; ++round) {
        auto object = nlohmann::json::object();
        for (const auto* key : {"a", "b_c", "D.e-f"}) {
            object[key] = random.value();
        }

        const auto message = pairs_from_json(object.dump());

        EXPECT_EQ(fields_of(message), object) << message;
    }
}

}  // namespace
}  // namespace logbeam
