#include "cli/query/query.hpp"

#include "cli/http/http_ask.hpp"
#include "cli/query/events_query.hpp"
#include "cli/query/progress_line.hpp"
#include "cli/query/query_path.hpp"
#include "cli/query/report_table.hpp"
#include "cli/tail/render.hpp"
#include "cli/terminal.hpp"

#include <unistd.h>

#include <string>

namespace logbeam::cli {
namespace {

using Report = QueryOptions::Report;
using Format = QueryOptions::Format;

RenderStyle style_of(const QueryOptions& options) {
    return {options.format == Format::table && wants_color(STDOUT_FILENO), machine_local, true};
}

int run_events(const QueryOptions& options) {
    ProgressLine progress;
    EventsQuery query{options, style_of(options)};
    const auto ask = [&options](const std::string& path, const TakeBody& take) {
        return http_get(options.target, path, take);
    };
    const auto show = [&progress](std::string_view text) {
        if (!text.empty()) progress.clear();
        return print(text);
    };
    const auto asked = query.run(ask, show, [&progress](const SearchState& state) { progress.show(state); });
    progress.clear();
    if (!asked) throw Failure{asked.error()};
    if (query.damaged() != 0) {
        complain(std::to_string(query.damaged()) + " blocks could not be read: what they held is missing");
    }
    return 0;
}

std::string text_of(const QueryOptions& options, const Value& answer) {
    switch (options.report) {
        case Report::fields: return fields_text(answer);
        case Report::templates: return templates_text(answer, style_of(options));
        default: return histogram_text(answer, style_of(options));
    }
}

int run_report(const QueryOptions& options) {
    std::string body;
    const auto asked = http_get(options.target, report_path(options), [&body](std::string_view piece) {
        body += piece;
        return true;
    });
    if (!asked) throw Failure{asked.error()};
    if (options.format == Format::json) return print(body + "\n") ? 0 : 1;
    return print(text_of(options, Value::parse(body).value())) ? 0 : 1;
}

}  // namespace

int run(const QueryOptions& options) {
    return options.report == Report::events ? run_events(options) : run_report(options);
}

}  // namespace logbeam::cli
