#include "http/value_digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace logbeam::http {
namespace {

// The nearest rank, as a book defines it.
double percentile_of(std::vector<double> values, double percent) {
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(static_cast<double>(values.size()) * percent / 100));
    return values[std::max<std::size_t>(rank, 1) - 1];
}

std::vector<double> latencies(std::size_t count) {
    std::mt19937 random{7};
    std::lognormal_distribution<double> values{3, 2};
    std::vector<double> made(count);
    std::generate(made.begin(), made.end(), [&] { return values(random); });
    return made;
}

ValueDigest digest_of(const std::vector<double>& values, DigestBudget& budget) {
    ValueDigest digest;
    for (const double value : values)
        digest.add(value, budget);
    return digest;
}

TEST(AValueDigest, IsExactForSomeValues) {
    DigestBudget budget;
    const auto values = latencies(9999);
    auto digest = digest_of(values, budget);

    EXPECT_TRUE(digest.is_exact());
    for (const double percent : {0.001, 50.0, 95.0, 99.0, 100.0}) {
        EXPECT_EQ(digest.percentile(percent), percentile_of(values, percent)) << percent;
    }
}

TEST(AValueDigest, IsWithinOnePercentForMany) {
    DigestBudget budget;
    auto values = latencies(ValueDigest::exact_limit + 1);
    for (std::size_t i = 0; i < values.size(); i += 3)
        values[i] = -values[i];
    auto digest = digest_of(values, budget);

    EXPECT_FALSE(digest.is_exact());
    for (const double percent : {1.0, 10.0, 50.0, 95.0, 99.0}) {
        const double exact = percentile_of(values, percent);
        EXPECT_NEAR(digest.percentile(percent), exact, std::abs(exact) * 0.01) << percent;
    }
}

TEST(AValueDigest, KnowsItsAverageExactlyAtAnySize) {
    DigestBudget budget{10};
    auto digest = digest_of(std::vector<double>(1000, 2.5), budget);

    EXPECT_EQ(digest.count(), 1000u);
    EXPECT_EQ(digest.average(), 2.5);
}

TEST(AValueDigest, GivesUpExactnessWhenTheBudgetOfAllIsUsedUpAndReturnsItsShare) {
    DigestBudget budget{10};
    auto first = digest_of({1, 2, 3, 4, 5, 6}, budget);
    auto second = digest_of({1, 2, 3, 4, 5}, budget);

    EXPECT_TRUE(first.is_exact());
    EXPECT_FALSE(second.is_exact());
    EXPECT_EQ(budget.left, 4u);
    EXPECT_NEAR(second.percentile(50), 3, 0.03);
}

TEST(AValueDigest, HasAPlaceForZeroAndForWhatIsHuge) {
    DigestBudget budget{0};
    auto digest = digest_of({0, 1e-20, 1.7e308}, budget);

    EXPECT_EQ(digest.percentile(50), 0);
    EXPECT_GT(digest.percentile(100), 1e289);
}

}  // namespace
}  // namespace logbeam::http
