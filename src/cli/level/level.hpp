#pragma once

#include "cli/target.hpp"

#include <optional>
#include <string>

namespace logbeam::cli {

// `logbeam level`. A value.
struct LevelOptions {
    Target target;
    std::string source;                 // empty: every program
    std::optional<std::string> logger;  // without: show them; `*`: all; empty: spdlog's default one
    std::string level;                  // or `back`
    std::string duration = "5m";
};

// Shows from which level on the loggers of connected programs log, or sets one for a while and waits until the programs
// have done it. Returns the exit code.
[[nodiscard]] int run(const LevelOptions& options);

}  // namespace logbeam::cli
