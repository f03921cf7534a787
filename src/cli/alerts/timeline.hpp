#pragma once

#include "alert/backtest.hpp"

#include <string>

namespace logbeam::cli {

// `2026-11-21T10:57:33.123Z  firing    payments  service=api  12 failures  (17 18 19)`, with the end of its line.
[[nodiscard]] std::string timeline_line(const alert::Transition& transition);

// A line for each rule, and one for all.
[[nodiscard]] std::string summary(const alert::Backtest& test);

}  // namespace logbeam::cli
