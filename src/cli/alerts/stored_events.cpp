#include "base/clock.hpp"
#include "cli/alerts/past_events.hpp"
#include "cli/alerts/read_ahead.hpp"
#include "cli/state_folder.hpp"
#include "history/event_id.hpp"
#include "history/search.hpp"
#include "query/moments.hpp"
#include "store/block/block_history.hpp"

#include <logbeam/result.hpp>

#include <filesystem>
#include <string>

namespace logbeam::cli {
namespace {

constexpr std::string_view alerts_of_then = "$alerts.";

std::string folder_of(const AlertsTestOptions& options) {
    std::string folder = options.data_dir.empty() ? (state_folder() / "broker").string() : options.data_dir;
    if (std::filesystem::is_directory(folder)) return folder;
    throw Failure{Error{ErrorCode::invalid_option,
                        "'" + folder + "' is no folder; name a broker's with --data, or a file with --events"}};
}

query::TimeRange moment_of(const std::string& text, std::string_view option, Timestamp now) {
    const auto moment = query::parse_moment(text, now);
    if (moment) return *moment;
    throw Failure{Error{ErrorCode::invalid_option, std::string{option} + ": '" + text +
                                                       "' is no time; write -24h, 2026-11-20 or 2026-11-20T10:57:33Z"}};
}

}  // namespace

Timestamp read_stored_events(const AlertsTestOptions& options, Timestamp now, const TakeEvent& take) {
    SystemClock clock;
    store::BlockOptions opening;
    opening.directory = folder_of(options);
    opening.read_only = true;
    const auto history = store::BlockHistory::open(std::move(opening), clock, "unused").value();
    history::SearchRange range;
    if (!options.from.empty()) range.from = moment_of(options.from, "--from", now).from;
    if (!options.to.empty()) range.to = moment_of(options.to, "--to", now).to;
    range.wants = [](std::string_view topic) { return topic.substr(0, alerts_of_then.size()) != alerts_of_then; };
    history::Search search{history->snapshot(), nullptr, range, history::Order::oldest_first};
    ReadAhead{search}.take_all([&take](const history::Row& row, std::string_view text) {
        take(history::subject_of(row, text), history::id_in(text));
    });
    return std::min(now, range.to);
}

}  // namespace logbeam::cli
