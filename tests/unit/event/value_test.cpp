#include <logbeam/event.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace logbeam {
namespace {

Value parsed(std::string_view json) {
    return Value::parse(json).value();
}

std::string keys_of(const Fields& fields) {
    std::string keys;
    for (const Field& field : fields) {
        keys += field.key + " ";
    }
    return keys;
}

TEST(Value, WritesWhatItRead) {
    for (const auto* json : {"null", "true", "-1", "18446744073709551615", "20.0", "1e+300", R"("a\"b")", "[]", "{}",
                             R"({"b":[1,{"c":null}],"a":"x"})"}) {
        EXPECT_EQ(parsed(json).to_json(), json);
    }
}

TEST(Value, TellsItsKind) {
    EXPECT_EQ(parsed("1").kind(), Value::Kind::integer);
    EXPECT_EQ(parsed("9223372036854775808").kind(), Value::Kind::unsigned_integer);
    EXPECT_EQ(parsed("1.0").kind(), Value::Kind::number);
    EXPECT_EQ(Value{5U}.kind(), Value::Kind::integer);
    EXPECT_EQ(Value{"x"}.kind(), Value::Kind::string);
    EXPECT_TRUE(Value{nullptr}.is_null());
}

TEST(Value, GivesANumberOnlyAsATypeThatHoldsIt) {
    EXPECT_EQ(Value{-1}.as_int64(), -1);
    EXPECT_EQ(Value{-1}.as_uint64(), std::nullopt);
    EXPECT_EQ(Value{7}.as_uint64(), 7U);
    EXPECT_EQ(Value{std::numeric_limits<std::uint64_t>::max()}.as_int64(), std::nullopt);
    EXPECT_EQ(Value{7}.as_double(), 7.0);
    EXPECT_EQ(Value{7.0}.as_int64(), std::nullopt);
    EXPECT_EQ(Value{"7"}.as_double(), std::nullopt);
    EXPECT_EQ(Value{1}.as_bool(), std::nullopt);
}

TEST(Value, ComparesNumbersByWhatTheyAreWorth) {
    EXPECT_EQ(Value{42}, Value{42.0});
    EXPECT_EQ(Value{9223372036854775808U}, Value{9223372036854775808.0});
    EXPECT_NE(Value{9007199254740993}, Value{9007199254740992.0});  // 2^53 + 1: the cast would lose it
    EXPECT_NE(Value{std::numeric_limits<std::uint64_t>::max()}, Value{18446744073709551616.0});
    EXPECT_NE(Value{-1}, Value{std::numeric_limits<std::uint64_t>::max()});
    EXPECT_NE(Value{1}, Value{true});
    EXPECT_NE(Value{0}, Value{nullptr});
    EXPECT_NE(Value{1}, Value{1.5});
}

TEST(Value, RefusesWhatIsNotJson) {
    const auto value = Value::parse("{\"a\":");

    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, ErrorCode::malformed_json);
}

TEST(Fields, KeepTheirOrderAndEachKeyOnce) {
    Fields fields{{"b", 1}, {"a", 2}, {"b", 3}};

    fields.set("c", 4);
    fields.set("a", 5);

    EXPECT_EQ(Value{fields}.to_json(), R"({"b":3,"a":5,"c":4})");
    EXPECT_EQ(keys_of(fields), "b a c ");
}

TEST(Fields, FoldRepeatedKeysOfAParsedObject) {
    EXPECT_EQ(parsed(R"({"a":1,"b":2,"a":3,"c":4,"b":5,"a":6})").to_json(), R"({"a":6,"b":5,"c":4})");
}

TEST(Fields, ForgetWhatIsErased) {
    Fields fields{{"a", 1}, {"b", 2}};

    EXPECT_TRUE(fields.erase("a"));
    EXPECT_FALSE(fields.erase("a"));
    EXPECT_EQ(fields.find("a"), nullptr);
    EXPECT_EQ(fields.size(), 1U);
}

TEST(Fields, AreEqualInAnyOrder) {
    EXPECT_EQ((Fields{{"a", 1}, {"b", 2.0}}), (Fields{{"b", 2}, {"a", 1}}));
    EXPECT_NE((Fields{{"a", 1}}), (Fields{{"a", 1}, {"b", 2}}));
    EXPECT_NE((Fields{{"a", 1}}), (Fields{{"b", 1}}));
}

TEST(Fields, OfAHugeObjectAreReadInReasonableTime) {
    std::string json = "{";
    for (int member = 0; member < 100'000; ++member) {
        json += "\"k" + std::to_string(member) + "\":0,";
    }
    json += "\"k0\":1}";

    const auto value = parsed(json);

    EXPECT_EQ(value.as_object()->size(), 100'000U);
    EXPECT_EQ(*value.as_object()->find("k0"), Value{1});
}

}  // namespace
}  // namespace logbeam
