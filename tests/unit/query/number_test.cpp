#include "query/number.hpp"

#include "query/tokens.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace logbeam::query {
namespace {

int compared(std::string_view left, std::string_view right) {
    return compare(number_of(left).value(), number_of(right).value());
}

TEST(NumberKey, IsOneForEqualNumbers) {
    for (const std::string_view spelling : {"200", "200.0", "2e2", "2E+2", "20000e-2"}) {
        EXPECT_EQ(number_key(spelling), "200") << spelling;
    }
    EXPECT_EQ(number_key("-0"), "0");
    EXPECT_EQ(number_key("-0.0"), "0");
    EXPECT_EQ(number_key("0.10"), "0.1");
}

TEST(NumberKey, KeepsIntegersOf64Bits) {
    EXPECT_EQ(number_key("9007199254740993"), "9007199254740993");
    EXPECT_EQ(number_key("18446744073709551615"), "18446744073709551615");
    EXPECT_EQ(number_key("-9223372036854775808"), "-9223372036854775808");
    EXPECT_EQ(number_key("1e19"), "10000000000000000000");
}

TEST(NumberKey, LeavesWhatNoDoubleHolds) {
    EXPECT_EQ(number_key("1e999"), "1e999");
    EXPECT_EQ(number_key("18446744073709551616"), number_key("18446744073709551617"));
}

TEST(NumberOf, IsNothingForOtherTexts) {
    for (const std::string_view text : {"", "x", "007", "1.", ".5", "+1", "0x10", "1e", "-"}) {
        EXPECT_FALSE(number_of(text)) << text;
    }
}

TEST(Comparison, IsExactAcrossKinds) {
    constexpr std::array ascending{"-1e300",
                                   "-9223372036854775808",
                                   "-1.5",
                                   "-1",
                                   "-0.5",
                                   "0",
                                   "0.5",
                                   "1",
                                   "9007199254740992",
                                   "9007199254740993",
                                   "9223372036854775807",
                                   "9223372036854775808",
                                   "18446744073709551615",
                                   "18446744073709551616",
                                   "1e300"};
    for (std::size_t left = 0; left < ascending.size(); ++left) {
        for (std::size_t right = 0; right < ascending.size(); ++right) {
            const int expected = left < right ? -1 : (left > right ? 1 : 0);
            EXPECT_EQ(compared(ascending[left], ascending[right]), expected)
                << ascending[left] << " " << ascending[right];
        }
    }
}

}  // namespace
}  // namespace logbeam::query
