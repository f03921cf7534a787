#pragma once

#include "cli/target.hpp"

namespace logbeam::cli {

// `logbeam doctor`. A value.
struct DoctorOptions {
    Target target;
    bool json = false;
};

// Asks a broker for its account and says in words what is lost, where and why, and what to change. Returns the exit
// code: failed when something is lost.
[[nodiscard]] int run(const DoctorOptions& options);

}  // namespace logbeam::cli
