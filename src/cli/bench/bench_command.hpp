#pragma once

#include "cli/bench/bench_options.hpp"

namespace logbeam::cli {

// `logbeam bench`: runs the load and prints what it found; returns the exit code.
[[nodiscard]] int run(const BenchOptions& options);

}  // namespace logbeam::cli
