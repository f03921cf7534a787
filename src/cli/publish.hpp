#pragma once

#include "cli/target.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace logbeam::cli {

// `logbeam publish`. A value.
struct PublishOptions {
    Target target;
    std::string topic;
    std::string type = "event";
    std::vector<std::string> data;  // one JSON text, or key=value pairs, or `-` for NDJSON from stdin
    std::chrono::milliseconds timeout{10'000};
};

// Publishes and waits until the broker has acknowledged; returns the exit code. Throws Failure for what cannot be
// published.
[[nodiscard]] int run(const PublishOptions& options);

}  // namespace logbeam::cli
