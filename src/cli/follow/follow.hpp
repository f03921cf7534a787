#pragma once

#include "cli/target.hpp"

#include <string>
#include <vector>

namespace logbeam::cli {

// `logbeam follow`. A value.
struct FollowOptions {
    Target target;
    std::vector<std::string> files;
    bool from_start = false;  // of files that were not followed before
};

// Publishes what is written to the files until Ctrl-C; returns the exit code.
[[nodiscard]] int run(const FollowOptions& options);

}  // namespace logbeam::cli
