#pragma once

#include "cli/alerts/alerts_notify.hpp"
#include "cli/alerts/alerts_test.hpp"

#include <CLI/App.hpp>

namespace logbeam::cli {

// `logbeam alerts test` and `logbeam alerts notify`, as the command line has them.
void add_alerts(CLI::App& app, AlertsTestOptions& test, AlertsNotifyOptions& notify);

}  // namespace logbeam::cli
