#include "alert/tally/class_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace logbeam::alert::tally {
namespace {

std::vector<double> latencies(std::size_t count, unsigned seed) {
    std::mt19937 random{seed};
    std::lognormal_distribution<double> values{3, 2};
    std::vector<double> made(count);
    std::generate(made.begin(), made.end(), [&] { return random() % 3 == 0 ? -values(random) : values(random); });
    return made;
}

ClassCounts counts_of(const std::vector<double>& numbers) {
    ClassCounts counts;
    for (const double number : numbers)
        counts.add(number);
    return counts;
}

void expect_percentiles(const ClassCounts& counts, std::vector<double> numbers) {
    std::sort(numbers.begin(), numbers.end());
    for (const double percent : {0.1, 1.0, 10.0, 50.0, 95.0, 99.0, 100.0}) {
        const auto rank = static_cast<std::size_t>(std::ceil(static_cast<double>(numbers.size()) * percent / 100));
        const double exact = numbers[rank - 1];
        EXPECT_NEAR(counts.percentile(percent), exact, std::abs(exact) / 100) << percent;
    }
}

TEST(ClassCountsOfNumbers, AreWithinOnePercent) {
    const auto numbers = latencies(20'000, 7);

    expect_percentiles(counts_of(numbers), numbers);
}

TEST(ClassCountsOfNumbers, ForgetWhatIsTakenAway) {
    const auto numbers = latencies(1000, 7);
    const auto others = latencies(5000, 8);
    auto both = others;
    both.insert(both.end(), numbers.begin(), numbers.end());

    auto counts = counts_of(both);
    counts.subtract(counts_of(others));

    EXPECT_EQ(counts.total(), 1000U);
    expect_percentiles(counts, numbers);
}

TEST(ClassCountsOfNumbers, HaveAPlaceForZeroAndForWhatIsHuge) {
    const auto counts = counts_of({0, 1e-300, -1e-300, 1.7e308, -1.7e308});

    EXPECT_EQ(counts.percentile(50), 0);
    EXPECT_GT(counts.percentile(100), 1e24);
    EXPECT_LT(counts.percentile(1), -1e24);
}

}  // namespace
}  // namespace logbeam::alert::tally
