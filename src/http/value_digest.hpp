#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace logbeam::http {

// How many numbers may be kept as they are, by several digests together.
struct DigestBudget {
    std::size_t left = 4'000'000;
};

// Numbers, of which percentiles are asked at last: kept as they are up to a limit, then counted in classes so narrow that
// the middle of one is within 1 % of each of its numbers. Unsynchronised.
class ValueDigest {
public:
    static constexpr std::size_t exact_limit = 100'000;

    // The budget is that of all digests that are filled together.
    void add(double value, DigestBudget& budget);

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] double average() const noexcept { return sum_ / static_cast<double>(count_); }
    [[nodiscard]] bool is_exact() const noexcept { return classes_.empty(); }

    // The number at least so many of a hundred are not above (nearest rank), 0 < percent <= 100; there is one.
    [[nodiscard]] double percentile(double percent);

private:
    void give_up_exactness(DigestBudget& budget);

    std::uint64_t count_ = 0;
    double sum_ = 0;
    std::vector<double> values_;                     // while exact
    std::map<std::int32_t, std::uint64_t> classes_;  // later; in the order of their numbers
};

}  // namespace logbeam::http
