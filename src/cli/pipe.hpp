#pragma once

#include "cli/target.hpp"

#include <string>

namespace logbeam::cli {

// `logbeam pipe`. A value.
struct PipeOptions {
    Target target;
    std::string logger = "stdin";  // of lines that name none
    bool quiet = false;            // do not pass the lines on
};

// Publishes stdin line by line until it ends, or until Ctrl-C; returns the exit code.
[[nodiscard]] int run(const PipeOptions& options);

}  // namespace logbeam::cli
