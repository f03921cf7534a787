#include <logbeam/timestamp.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <random>

namespace logbeam {
namespace {

Timestamp at(std::int64_t nanoseconds) {
    return Timestamp{std::chrono::nanoseconds{nanoseconds}};
}

TEST(Rfc3339, WritesNineDigitsInUtc) {
    EXPECT_EQ(to_rfc3339(at(0)), "1970-01-01T00:00:00.000000000Z");
    EXPECT_EQ(to_rfc3339(at(1'795'172'253'123'456'789)), "2026-11-20T10:57:33.123456789Z");
    EXPECT_EQ(to_rfc3339(at(-1)), "1969-12-31T23:59:59.999999999Z");
}

TEST(Rfc3339, HoldsTheWholeRange) {
    for (const auto edge : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        EXPECT_EQ(parse_rfc3339(to_rfc3339(at(edge))), at(edge));
    }
    EXPECT_FALSE(parse_rfc3339("2262-04-11T23:47:16.854775808Z"));
    EXPECT_FALSE(parse_rfc3339("1677-09-21T00:12:43.145224191Z"));
    EXPECT_FALSE(parse_rfc3339("9999-12-31T23:59:59Z"));
    EXPECT_FALSE(parse_rfc3339("0000-01-01T00:00:00Z"));
}

TEST(Rfc3339, ReadsBackEveryTime) {
    std::mt19937_64 random{7};
    for (int round = 0; round < 10'000; ++round) {
        const auto time = at(static_cast<std::int64_t>(random()));
        EXPECT_EQ(parse_rfc3339(to_rfc3339(time)), time);
    }
}

TEST(Rfc3339, ReadsOffsetsAndShortFractions) {
    EXPECT_EQ(parse_rfc3339("1970-01-01T01:30:00+01:30"), at(0));
    EXPECT_EQ(parse_rfc3339("1969-12-31T22:00:00-02:00"), at(0));
    EXPECT_EQ(parse_rfc3339("1970-01-01t00:00:00.5z"), at(500'000'000));
    EXPECT_EQ(parse_rfc3339("1970-01-01 00:00:01Z"), at(1'000'000'000));
}

TEST(Rfc3339, TakesALeapSecondForTheNextMinute) {
    EXPECT_EQ(parse_rfc3339("2016-12-31T23:59:60Z"), parse_rfc3339("2017-01-01T00:00:00Z"));
}

TEST(Rfc3339, RefusesWhatIsNoTime) {
    for (const auto* text :
         {"", "2026-11-20", "2026-11-20T10:57:33", "2026-11-20T10:57Z", "2026-02-29T00:00:00Z", "2026-00-01T00:00:00Z",
          "2026-01-32T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z",
          "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+24:00",
          "2026-01-01T00:00:00Z ", " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00+0100", "26-01-01T00:00:00Z",
          "2026-01-01X00:00:00Z", "-026-01-01T00:00:00Z"}) {
        EXPECT_FALSE(parse_rfc3339(text)) << text;
    }
}

}  // namespace
}  // namespace logbeam
