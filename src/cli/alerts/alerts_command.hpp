#pragma once

#include "cli/alerts/alerts_test.hpp"

#include <CLI/App.hpp>

namespace logbeam::cli {

// `logbeam alerts test`, as the command line has it.
void add_alerts(CLI::App& app, AlertsTestOptions& options);

}  // namespace logbeam::cli
