#include "dialect/pace.hpp"

#include <gtest/gtest.h>

namespace logbeam::dialect {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp first{1000s};
constexpr Pace::Time began{50s};

TEST(APace, LetsTheFirstEventGoAtOnce) {
    Pace pace{1};

    EXPECT_EQ(pace.wait_for(first, began), 0ns);
}

TEST(APace, KeepsTheTimesBetweenEvents) {
    Pace pace{1};
    (void)pace.wait_for(first, began);

    EXPECT_EQ(pace.wait_for(first + 10s, began), 10s);
    EXPECT_EQ(pace.wait_for(first + 10s, began + 4s), 6s);
    EXPECT_EQ(pace.wait_for(first + 10s, began + 10s), 0ns);
    EXPECT_EQ(pace.wait_for(first + 10s, began + 11s), 0ns);
}

TEST(APace, StretchesAndShortensThem) {
    for (const auto& [speed, wait] : {std::pair{0.25, 40s}, std::pair{2.0, 5s}}) {
        Pace pace{speed};
        (void)pace.wait_for(first, began);

        EXPECT_EQ(pace.wait_for(first + 10s, began), wait) << speed;
    }
}

TEST(APace, DoesNotHoldBackAnEventThatIsLate) {
    Pace pace{1};
    (void)pace.wait_for(first, began);

    EXPECT_EQ(pace.wait_for(first - 1h, began), 0ns);
}

TEST(APace, IsOffWithoutASpeed) {
    Pace pace{0};
    (void)pace.wait_for(first, began);

    EXPECT_FALSE(pace.is_on());
    EXPECT_EQ(pace.wait_for(first + 10s, began), 0ns);
}

}  // namespace
}  // namespace logbeam::dialect
