#include "notify/back_off.hpp"

#include <gtest/gtest.h>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;

TEST(ABackOff, DoublesFromASecondToFiveMinutes) {
    BackOff back_off{42};
    auto whole = 1'000ms;
    for (int tries = 0; tries < 20; ++tries) {
        const auto wait = back_off.next(0ms, std::nullopt);

        ASSERT_TRUE(wait);
        EXPECT_GE(*wait, whole / 2);
        EXPECT_LE(*wait, whole);
        whole = std::min<std::chrono::milliseconds>(whole * 2, 300'000ms);
    }
}

TEST(ABackOff, DrawsOtherTimesFromOtherSeeds) {
    BackOff left{42};
    BackOff right{4711};
    int same = 0;
    for (int tries = 0; tries < 20; ++tries) {
        if (left.next(0ms, std::nullopt) == right.next(0ms, std::nullopt)) ++same;
    }
    EXPECT_LT(same, 5);
}

TEST(ABackOff, WaitsAtLeastAsLongAsItWasTold) {
    BackOff back_off{42};
    EXPECT_EQ(back_off.next(0ms, 90s), 90s);
}

TEST(ABackOff, BelievesAnHourAtMost) {
    BackOff back_off{42};
    EXPECT_EQ(back_off.next(0ms, std::chrono::seconds::max()), 1h);
}

TEST(ABackOff, DoesNotHurryBecauseItWasTold) {
    BackOff back_off{42};
    for (int tries = 0; tries < 12; ++tries)
        (void)back_off.next(0ms, std::nullopt);
    EXPECT_GE(back_off.next(0ms, 1s), 150s);
}

TEST(ABackOff, GivesUpAfterADay) {
    BackOff back_off{42};
    EXPECT_TRUE(back_off.next(24h - 1ms, std::nullopt));
    EXPECT_FALSE(back_off.next(24h, std::nullopt));
}

TEST(ABackOff, BeginsAnewWhenReset) {
    BackOff back_off{42};
    for (int tries = 0; tries < 12; ++tries)
        (void)back_off.next(0ms, std::nullopt);
    back_off.reset();
    EXPECT_LE(back_off.next(0ms, std::nullopt), 1s);
}

}  // namespace
}  // namespace logbeam::notify
