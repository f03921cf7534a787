#include "cli/alerts/alerts_test.hpp"

#include "alert/backtest.hpp"
#include "alert/rule_file.hpp"
#include "base/clock.hpp"
#include "cli/alerts/past_events.hpp"
#include "cli/alerts/timeline.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

#include <utility>

namespace logbeam::cli {

int run(const AlertsTestOptions& options) {
    const Timestamp now = SystemClock{}.wall_now();
    alert::Backtest test{alert::load_rules(options.rules, now).value(),
                         [&options](const alert::Transition& transition) {
                             if (!options.is_quiet) (void)print(timeline_line(transition));
                         }};
    const bool is_stored = options.events.empty();
    const TakeEvent take = [&test, is_stored, now](const query::Subject& subject, std::string_view id) {
        test.see(subject, id, is_stored ? now : subject.time);  // a file may be about the future
    };
    const Timestamp until = is_stored ? read_stored_events(options, now, take) : read_event_file(options, now, take);
    test.finish(until);
    (void)print(summary(test));
    const auto mismatches = test.mismatches();
    for (const std::string& line : mismatches)
        complain(line);
    return mismatches.empty() ? exit_done : exit_failed;
}

}  // namespace logbeam::cli
