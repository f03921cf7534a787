#include "cli/query/query_command.hpp"

#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>

#include <map>

namespace logbeam::cli {
namespace {

void add_query_forms(CLI::App& query, QueryOptions& options) {
    using Report = QueryOptions::Report;
    using Format = QueryOptions::Format;
    auto* const forms = query.add_option_group("What is shown")->require_option(0, 1);
    const auto report = [&options](Report chosen) { return [&options, chosen] { options.report = chosen; }; };
    auto* const histogram = forms->add_flag_callback("--histogram", report(Report::histogram), "How many, over time");
    auto* const fields = forms->add_flag_callback("--fields", report(Report::fields), "Which fields there are");
    auto* const kinds = forms->add_flag_callback("--templates", report(Report::templates), "Which kinds of messages");
    query.add_option("--by", options.by, "Counts by level, topic or a field")->needs(histogram);
    query.add_option("--value", options.value, "Measures a field: average and percentiles")->needs(histogram);
    query.add_option("--bucket", options.bucket, "How wide a bucket is, such as 10s or 5m")->needs(histogram);
    const auto format = [&options](Format chosen) { return [&options, chosen] { options.format = chosen; }; };
    auto* const json = query.add_flag_callback("--json", format(Format::json), "JSON, of events one object a line");
    query.add_flag_callback("--csv", format(Format::csv), "Events as CSV")
        ->excludes(json)
        ->excludes(histogram)
        ->excludes(fields)
        ->excludes(kinds);
}

}  // namespace

void add_query(CLI::App& app, QueryOptions& options, std::vector<std::string>& words) {
    static const std::map<std::string, QueryOptions::Order> orders{{"newest", QueryOptions::Order::newest},
                                                                   {"oldest", QueryOptions::Order::oldest}};
    CLI::App& query = *app.add_subcommand("query", "Show events that were");
    add_query_words(query, words);
    query.add_option("--topic", options.topics, "Only topics of this pattern; may stand several times")
        ->type_name("PATTERN")
        ->allow_extra_args(false)
        ->check(refuse_non_pattern);
    query.add_option("--from", options.from, "Not before: 2026-11-20T10:57:33Z, 2026-11-20 or -15m")->type_name("TIME");
    query.add_option("--to", options.to, "Not after")->type_name("TIME");
    query.add_option("--limit,--last", options.limit, "At most so many events; 0: all")->capture_default_str();
    query.add_option("--order", options.order, "newest or oldest first; otherwise the newest, in the order of time")
        ->transform(CLI::Transformer(orders, CLI::ignore_case).description("ORDER"));
    add_query_forms(query, options);
    add_target(query, options.target);
    query.footer("Examples:\n"
                 "  logbeam query 'level>=warn' --from -1h                  the last hour's trouble\n"
                 "  logbeam query 'city:Berlin latency_ms>200' --limit 20\n"
                 "  logbeam query --histogram --by level --from -1d         how much, over time\n"
                 "  logbeam query --histogram --value latency_ms            percentiles, over time\n"
                 "  logbeam query --templates level:error                   which kinds of errors, and what is new\n"
                 "  logbeam query --fields                                  what can be asked for\n"
                 "  logbeam query --json --limit 0 --from 2026-11-20 > day.ndjson");
}

}  // namespace logbeam::cli
