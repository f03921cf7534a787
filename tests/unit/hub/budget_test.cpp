#include "hub/budget.hpp"

#include <gtest/gtest.h>

namespace logbeam::hub {
namespace {

using namespace std::chrono_literals;

constexpr Budget::Time start{1h};

TEST(Budget, HasNoLimitAtZero) {
    Budget budget{0};

    EXPECT_EQ(budget.charge(1'000'000, start).count(), 0);
}

TEST(Budget, GivesASecondsWorthAtOnce) {
    Budget budget{100};

    EXPECT_EQ(budget.charge(100, start).count(), 0);
    EXPECT_EQ(budget.charge(50, start), 500ms);
}

TEST(Budget, FillsUpWithTime) {
    Budget budget{100};
    (void)budget.charge(150, start);

    EXPECT_TRUE(budget.is_spent(start + 400ms));
    EXPECT_FALSE(budget.is_spent(start + 600ms));
}

TEST(Budget, SavesNoMoreThanASecond) {
    Budget budget{100};
    (void)budget.charge(1, start);

    EXPECT_GT(budget.charge(150, start + 1h).count(), 0);
}

}  // namespace
}  // namespace logbeam::hub
