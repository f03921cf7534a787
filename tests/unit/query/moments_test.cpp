#include "query/moments.hpp"

#include "unit/query/ask.hpp"

#include <gtest/gtest.h>

namespace logbeam::query {
namespace {

std::string from(std::string_view text) {
    const auto range = parse_moment(text, test::query_now);
    return range ? to_rfc3339(range->from) : "none";
}

TEST(Moment, LiesBackOrAhead) {
    EXPECT_EQ(from("-15m"), "2026-11-20T10:45:00.000000000Z");
    EXPECT_EQ(from("+90s"), "2026-11-20T11:01:30.000000000Z");
    EXPECT_EQ(from("-2w"), "2026-11-06T11:00:00.000000000Z");
}

TEST(Moment, OfADateIsTheWholeDay) {
    const auto day = parse_moment("2026-11-20", test::query_now).value();

    EXPECT_EQ(to_rfc3339(day.from), "2026-11-20T00:00:00.000000000Z");
    EXPECT_EQ(to_rfc3339(day.to), "2026-11-20T23:59:59.999999999Z");
}

TEST(Moment, StopsWhereClocksDo) {
    EXPECT_EQ(parse_moment("-9999999w", test::query_now).value().from, Timestamp::min());
    EXPECT_EQ(parse_moment("+9999999w", test::query_now).value().from, Timestamp::max());
}

TEST(Moment, IsNothingForOtherTexts) {
    for (const std::string_view text : {"", "-", "-m", "-15", "15m", "-15x", "-1.5h", "-99999999999999999999s",
                                        "2026-11", "2026-02-30", "now", "--5m", "-+5m"}) {
        EXPECT_EQ(from(text), "none") << text;
    }
}

}  // namespace
}  // namespace logbeam::query
