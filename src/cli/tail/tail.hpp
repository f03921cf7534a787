#pragma once

#include "cli/target.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::cli {

// `logbeam tail`. A value.
struct TailOptions {
    Target target;
    std::string query;                          // only events that it matches; empty: all
    std::vector<std::string> patterns = {">"};  // of topics
    std::uint64_t last = 10;
    bool json = false;
    std::string name;  // under which the position is kept; empty: it is not
};

// Prints events as they come until Ctrl-C or until nobody reads; returns the exit code.
[[nodiscard]] int run(const TailOptions& options);

}  // namespace logbeam::cli
