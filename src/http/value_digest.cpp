#include "http/value_digest.hpp"

#include <algorithm>
#include <cmath>

namespace logbeam::http {
namespace {

// Class i > 0 holds the numbers above least * growth^(i-1) and not above least * growth^i; -i the same below zero; 0 what is
// nearer to zero than anybody measures.
constexpr double growth = 1.02;
constexpr double least = 1e-12;
constexpr double most = 1e290;

std::int32_t class_of(double value) noexcept {
    const double size = std::min(std::abs(value), most);
    if (size <= least) return 0;
    const auto index = static_cast<std::int32_t>(std::ceil(std::log(size / least) / std::log(growth)));
    return value < 0 ? -index : index;
}

double middle_of(std::int32_t index) noexcept {
    if (index == 0) return 0;
    const double size = 2 * least * std::pow(growth, std::abs(index)) / (1 + growth);
    return index < 0 ? -size : size;
}

}  // namespace

void ValueDigest::add(double value, DigestBudget& budget) {
    ++count_;
    sum_ += value;
    if (is_exact() && values_.size() < exact_limit && budget.left > 0) {
        values_.push_back(value);
        --budget.left;
        return;
    }
    if (is_exact()) give_up_exactness(budget);
    ++classes_[class_of(value)];
}

void ValueDigest::give_up_exactness(DigestBudget& budget) {
    for (const double value : values_)
        ++classes_[class_of(value)];
    budget.left += values_.size();
    values_ = {};
}

double ValueDigest::percentile(double percent) {
    const auto rank =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(static_cast<double>(count_) * percent / 100)));
    if (is_exact()) {
        const auto place = values_.begin() + static_cast<std::ptrdiff_t>(rank - 1);
        std::nth_element(values_.begin(), place, values_.end());
        return *place;
    }
    std::uint64_t below = 0;
    for (const auto& [index, count] : classes_) {
        below += count;
        if (below >= rank) return middle_of(index);
    }
    return middle_of(classes_.rbegin()->first);
}

}  // namespace logbeam::http
