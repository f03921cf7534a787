#pragma once

#include "alert/rule.hpp"

#include <chrono>
#include <cstdint>

namespace logbeam::alert::test {

// Over a minute; a percentile is the median.
[[nodiscard]] inline Rule threshold_rule(Threshold::Value value, Comparison comparison, double limit,
                                         std::uint64_t min_count = 0) {
    Rule rule;
    rule.within = std::chrono::minutes{1};
    rule.kind = Threshold{value, "field", 50, std::nullopt, comparison, limit, min_count};
    return rule;
}

}  // namespace logbeam::alert::test
