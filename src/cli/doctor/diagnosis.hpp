#pragma once

#include <logbeam/event.hpp>

#include <string>
#include <vector>

namespace logbeam::cli {

// Something that the account of a broker shows: what was lost, where and why, and what to change. A value.
struct Finding {
    enum class Weight : std::uint8_t { lost, notice };

    Weight weight = Weight::lost;
    std::string what;
    std::string remedy;  // empty: there is nothing to do

    friend bool operator==(const Finding& left, const Finding& right) = default;
};

// Reads what `/api/accounting` and `/api/stats` answered. What is lost first.
[[nodiscard]] std::vector<Finding> diagnose(const Value& accounting, const Value& stats);

}  // namespace logbeam::cli
