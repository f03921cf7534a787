#pragma once

#include <string>

namespace logbeam::cli {

// `logbeam alerts notify`. A value.
struct AlertsNotifyOptions {
    std::string notifier;
    std::string config_file = "logbeam.yaml";
};

// Sends a test by one notifier of the configuration, once, and prints what became of it. Returns the exit code: 1 where it
// was not delivered.
[[nodiscard]] int run(const AlertsNotifyOptions& options);

}  // namespace logbeam::cli
