#include "typed_samples.hpp"

#include <gtest/gtest.h>

using logbeam::ErrorCode;
using logbeam::Value;
using typed_test::error_of;

TEST(TypedMismatch, NamesThePathThroughListsAndMembers) {
    EXPECT_EQ(
        error_of<shop::Order>(
            R"({"orderId":1,"city":"x","lines":[{"sku":"a","price":1},{"sku":"b","price":2},{"sku":"c","price":"abc"}]})"),
        R"(lines[2].price: expected a number, got a string "abc")");
    EXPECT_EQ(error_of<shop::Order>(R"({"orderId":1,"city":"x","lines":[{"price":1}]})"), "lines[0].sku: missing");
}

TEST(TypedMismatch, IsAnIllTypedEventThatCannotBeRetried) {
    const auto order = logbeam::read_json<shop::Order>(Value::parse("{}").value());

    ASSERT_FALSE(order.ok());
    EXPECT_EQ(order.error().code, ErrorCode::ill_typed_event);
    EXPECT_FALSE(order.error().may_retry());
}

TEST(TypedMismatch, UsesTheWireName) {
    EXPECT_EQ(error_of<shop::Order>(R"({"order_id":1,"city":"x","lines":[]})"), "orderId: missing");
}

TEST(TypedMismatch, NamesTheKeyInAMapAndQuotesAnOddOne) {
    using Prices = std::map<std::string, double>;

    EXPECT_EQ(error_of<Prices>(R"({"berlin":true})"), "berlin: expected a number, got true");
    EXPECT_EQ(error_of<Prices>(R"({"New York":[]})"), R"(["New York"]: expected a number, got an array)");
    EXPECT_EQ(error_of<std::vector<Prices>>(R"([{"a":{}}])"), "[0].a: expected a number, got an object");
}

TEST(TypedMismatch, AtTheTopHasNoPath) {
    EXPECT_EQ(error_of<shop::Order>("[]"), "expected an object, got an array");
    EXPECT_EQ(error_of<shop::Order>("null"), "expected an object, got null");
    EXPECT_EQ(error_of<std::vector<int>>("5"), "expected an array, got 5");
}

TEST(TypedMismatch, SaysWhichIntegersFit) {
    EXPECT_EQ(error_of<std::int8_t>("300"), "expected an integer from -128 to 127, got 300");
    EXPECT_EQ(error_of<std::int8_t>("-129"), "expected an integer from -128 to 127, got -129");
    EXPECT_EQ(error_of<std::uint8_t>("-1"), "expected an integer from 0 to 255, got -1");
    EXPECT_EQ(error_of<std::int64_t>("9223372036854775808"),
              "expected an integer from -9223372036854775808 to 9223372036854775807, got 9223372036854775808");
    EXPECT_EQ(error_of<std::uint64_t>("-9223372036854775808"),
              "expected an integer from 0 to 18446744073709551615, got -9223372036854775808");
}

TEST(TypedMismatch, RefusesANumberThatIsNoIntegerOrBeyondAll) {
    EXPECT_EQ(error_of<int>("1.5"), "expected an integer from -2147483648 to 2147483647, got 1.5");
    EXPECT_NE(error_of<std::int64_t>("9.223372036854775808e18"), "");
    EXPECT_NE(error_of<std::uint64_t>("1.8446744073709551616e19"), "");
    EXPECT_NE(error_of<std::int64_t>("-1e300"), "");
    EXPECT_NE(error_of<int>("null"), "");
    EXPECT_NE(error_of<int>("true"), "");
    EXPECT_NE(error_of<int>(R"("5")"), "");
}

TEST(TypedMismatch, RefusesADoubleBeyondFloat) {
    EXPECT_EQ(error_of<float>("1e39"), "expected a number that fits into 32 bits, got 1e+39");
    EXPECT_EQ(error_of<double>("1e39"), "");
}

TEST(TypedMismatch, SaysWhatWasExpectedOfEachKind) {
    EXPECT_EQ(error_of<bool>("0"), "expected true or false, got 0");
    EXPECT_EQ(error_of<std::string>("7"), "expected a string, got 7");
    EXPECT_EQ(error_of<logbeam::Fields>("7"), "expected an object, got 7");
    EXPECT_EQ(error_of<std::optional<int>>(R"("x")"),
              R"(expected an integer from -2147483648 to 2147483647, got a string "x")");
    EXPECT_EQ(error_of<logbeam::Timestamp>(R"("yesterday")"),
              R"(expected a time such as "2026-11-20T10:57:33.123Z", got a string "yesterday")");
    EXPECT_EQ(error_of<logbeam::Timestamp>("0"), R"(expected a time such as "2026-11-20T10:57:33.123Z", got 0)");
}

TEST(TypedMismatch, ListsTheNamesOfAnEnum) {
    EXPECT_EQ(error_of<shop::Status>(R"("lost")"),
              R"(expected one of "open", "shipped", "lost in transit", got a string "lost")");
    EXPECT_EQ(error_of<shop::Status>("1"), R"(expected one of "open", "shipped", "lost in transit", got 1)");
}

TEST(TypedMismatch, CutsAndEscapesALongText) {
    const std::string text = R"("\u001b)" + std::string(38, 'x') + R"(üyz")";

    EXPECT_EQ(error_of<int>(text), "expected an integer from -2147483648 to 2147483647, got a string \"\\u001b" +
                                       std::string(38, 'x') + "\"...");
}
