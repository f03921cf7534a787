#include "http/histogram_buckets.hpp"

#include <gtest/gtest.h>

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;

Timestamp time(const char* text) {
    return parse_rfc3339(text).value_or(Timestamp{});
}

TEST(TheBuckets, BeginAtWholeMultiplesOfTheirWidth) {
    const auto buckets = buckets_for(time("2026-11-20T10:57:33Z"), time("2026-11-20T11:02:00Z"), 1min).value();

    EXPECT_EQ(buckets.first, time("2026-11-20T10:57:00Z"));
    EXPECT_EQ(buckets.count, 6u);
    EXPECT_EQ(buckets.begin_of(5), time("2026-11-20T11:02:00Z"));
    EXPECT_EQ(buckets.index_of(time("2026-11-20T10:58:00Z")), 1u);
    EXPECT_EQ(buckets.index_of(time("2026-11-20T10:58:59.999Z")), 1u);
}

TEST(TheBuckets, DoSoBefore1970Too) {
    const auto buckets = buckets_for(time("1969-12-31T23:59:30Z"), time("1970-01-01T00:00:30Z"), 1min).value();

    EXPECT_EQ(buckets.first, time("1969-12-31T23:59:00Z"));
    EXPECT_EQ(buckets.count, 2u);
}

TEST(TheBuckets, AreAboutSixtyOfAWidthThatPeopleChoose) {
    const Timestamp from = time("2026-11-20T00:00:00Z");

    EXPECT_EQ(buckets_for(from, from + 1h, {}).value().width, 1min);
    EXPECT_EQ(buckets_for(from, from + 50min, {}).value().width, 1min);
    EXPECT_EQ(buckets_for(from, from + 24h, {}).value().width, 30min);
    EXPECT_EQ(buckets_for(from, from + 30s, {}).value().width, 500ms);
    EXPECT_EQ(buckets_for(from, from + 24h * 365 * 10, {}).value().width, 168h * 9);
}

TEST(TheBuckets, AreNotMoreThanAThousand) {
    const Timestamp from = time("2026-11-20T00:00:00Z");

    EXPECT_TRUE(buckets_for(from, from + 999s, 1s));
    const auto refused = buckets_for(from, from + 1000s, 1s);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "bucket='1s' makes 1001 buckets; at most 1000 are made");
    EXPECT_FALSE(buckets_for(Timestamp::min(), Timestamp::max(), {}));
    EXPECT_FALSE(buckets_for(Timestamp::min(), Timestamp::min() + 1h, 168h));
}

}  // namespace
}  // namespace logbeam::http
