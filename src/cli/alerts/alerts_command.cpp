#include "cli/alerts/alerts_command.hpp"

#include <CLI/CLI.hpp>

namespace logbeam::cli {

void add_alerts(CLI::App& app, AlertsTestOptions& options) {
    CLI::App& alerts = *app.add_subcommand("alerts", "Try rules for alerts");
    alerts.require_subcommand(1);
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

}  // namespace logbeam::cli
