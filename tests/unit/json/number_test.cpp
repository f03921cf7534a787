#include "json/number.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::json {
namespace {

TEST(Number, IsTheFirstTypeThatHoldsIt) {
    EXPECT_EQ(parse_number("-42"), Number{std::int64_t{-42}});
    EXPECT_EQ(parse_number("9223372036854775808"), Number{std::uint64_t{9223372036854775808U}});
    EXPECT_EQ(parse_number("18446744073709551616"), Number{18446744073709551616.0});
    EXPECT_EQ(parse_number("1e2"), Number{100.0});
}

TEST(Number, IsWhatJsonCallsOne) {
    for (const auto* text :
         {"", "-", "+1", "01", "-01", "1.", ".1", "1e", "1e+", "0x1", "1_000", "1 ", " 1", "nan", "inf"}) {
        EXPECT_FALSE(parse_number(text)) << text;
        EXPECT_FALSE(is_exact_number(text)) << text;
    }
}

TEST(Number, BeyondItsTypeIsNotExact) {
    EXPECT_TRUE(is_exact_number("18446744073709551615"));
    EXPECT_FALSE(is_exact_number("18446744073709551616"));
    EXPECT_TRUE(is_exact_number("-9223372036854775808"));
    EXPECT_FALSE(is_exact_number("-9223372036854775809"));
    EXPECT_TRUE(is_exact_number("1e308"));
    EXPECT_FALSE(is_exact_number("1e309"));
    EXPECT_FALSE(parse_number("1e309"));
}

TEST(Number, TooSmallForADoubleIsZero) {
    const auto zeros = std::string(400, '0');

    EXPECT_EQ(parse_number("1e-400"), Number{0.0});
    EXPECT_EQ(parse_number("1e-99999999999999999999"), Number{0.0});
    EXPECT_EQ(parse_number("0." + zeros + "1e50"), Number{0.0});
    EXPECT_FALSE(parse_number("1" + zeros + "e-50"));
    EXPECT_FALSE(parse_number("1" + zeros));
    EXPECT_FALSE(is_exact_number("1e-400"));
}

}  // namespace
}  // namespace logbeam::json
