#include "cli/alerts/alerts_command.hpp"

#include <CLI/CLI.hpp>

namespace logbeam::cli {

namespace {

void add_test(CLI::App& alerts, AlertsTestOptions& options) {
    CLI::App& test = *alerts.add_subcommand("test", "Judge rules over events that were");
    test.add_option("rules", options.rules, "A file of rules, or a directory of them")->required();
    auto* const events = test.add_option("--events", options.events, "Events, one JSON object a line; - is stdin");
    test.add_option("--data", options.data_dir, "The directory of a broker; otherwise where serve keeps it")
        ->excludes(events);
    test.add_option("--from", options.from, "Stored events, not before: -24h, 2026-11-20 or 2026-11-20T10:57:33Z")
        ->type_name("TIME")
        ->excludes(events);
    test.add_option("--to", options.to, "Not after")->type_name("TIME")->excludes(events);
    test.add_flag("--quiet,-q", options.is_quiet, "What each rule came to, without the time line");
    test.footer("Exits with 1 where something else happens than a rule's `expect` says.\n\n"
                "Examples:\n"
                "  logbeam alerts test rules/ --from -24h             over what the broker on this machine stored\n"
                "  logbeam alerts test rules/ --events day.ndjson     over events of a file\n"
                "  logbeam query --json --limit 0 | logbeam alerts test rules/ --events -");
}

void add_notify(CLI::App& alerts, AlertsNotifyOptions& options) {
    CLI::App& notify = *alerts.add_subcommand("notify", "Send a test by a notifier of the configuration");
    notify.add_option("notifier", options.notifier, "Its name")->required();
    notify.add_option("--config,-c", options.config_file, "The broker's configuration")->capture_default_str();
    notify.footer("Exits with 1 where it was not delivered.\n\n"
                  "Example:\n"
                  "  logbeam alerts notify on-call --config /etc/logbeam.yaml");
}

}  // namespace

void add_alerts(CLI::App& app, AlertsTestOptions& test, AlertsNotifyOptions& notify) {
    CLI::App& alerts = *app.add_subcommand("alerts", "Try rules for alerts, and what sends word of them");
    alerts.require_subcommand(1);
    add_test(alerts, test);
    add_notify(alerts, notify);
}

}  // namespace logbeam::cli
