#pragma once

#include "cli/alerts/alerts_test.hpp"

namespace CLI {
class App;
}

namespace logbeam::cli {

// `logbeam alerts test`, as the command line has it.
void add_alerts(CLI::App& app, AlertsTestOptions& options);

}  // namespace logbeam::cli
