#include "cli/bench/histogram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

namespace logbeam::cli {
namespace {

TEST(Histogram, FindsPercentilesWithinItsSteps) {
    Histogram histogram;
    for (std::uint64_t microseconds = 1; microseconds <= 1000; ++microseconds) {
        histogram.add(microseconds * 1000);
    }

    EXPECT_NEAR(static_cast<double>(histogram.percentile(0.5)), 500'000, 10'000);
    EXPECT_NEAR(static_cast<double>(histogram.percentile(0.99)), 990'000, 20'000);
    EXPECT_EQ(histogram.percentile(1), 1'000'000u);
    EXPECT_EQ(histogram.max(), 1'000'000u);
    EXPECT_EQ(Histogram{}.percentile(0.5), 0u);
}

}  // namespace
}  // namespace logbeam::cli
