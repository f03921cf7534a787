#include "cli/bench/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace logbeam::cli {

void Histogram::add(const Histogram& other) noexcept {
    for (std::size_t index = 0; index < counts_.size(); ++index) {
        counts_[index] += other.counts_[index];
    }
    total_ += other.total_;
    max_ = std::max(max_, other.max_);
}

std::uint64_t Histogram::percentile(double part) const noexcept {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(part * static_cast<double>(total_)));
    std::uint64_t seen = 0;
    for (std::size_t index = 0; index < counts_.size() && wanted > 0; ++index) {
        seen += counts_[index];
        if (seen >= wanted) return std::min(upper_end_of(index), max_);
    }
    return 0;
}

}  // namespace logbeam::cli
