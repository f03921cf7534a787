#include "cli/alerts/alerts_notify.hpp"

#include "base/clock.hpp"
#include "server/config.hpp"

#include <logbeam/result.hpp>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <variant>

namespace logbeam::cli {
namespace {

notify::NotifierConfig find_notifier(const AlertsNotifyOptions& options) {
    auto config = server::read_config(options.config_file).value();
    const auto found = std::find_if(config.notifiers.begin(), config.notifiers.end(),
                                    [&](const auto& each) { return each.name == options.notifier; });
    if (found != config.notifiers.end()) return *found;
    throw Failure{
        Error{ErrorCode::invalid_config, "there is no notifier '" + options.notifier + "' in " + options.config_file}};
}

bool needs_broker(const notify::NotifierConfig& config) {
    return std::holds_alternative<notify::TopicOptions>(config.options) ||
           std::holds_alternative<notify::BrowserOptions>(config.options);
}

}  // namespace

int run(const AlertsNotifyOptions& options) {
    const SystemClock clock;
    auto config = find_notifier(options);
    if (needs_broker(config)) {
        throw Failure{Error{ErrorCode::invalid_config, to_string(config) +
                                                           " is the broker's own; ask one that runs: POST "
                                                           "/api/notifiers/test?name=" +
                                                           options.notifier}};
    }
    const std::string name = to_string(config);
    const auto made = notify::make_notifier(std::move(config), {clock, {}});
    const auto delivery = made.notifier->send(notify::test_notification(clock.wall_now()));
    std::printf("%s: %s: %s\n", name.c_str(), std::string{to_string(delivery.outcome)}.c_str(),
                delivery.detail.c_str());
    return delivery.outcome == notify::Delivery::Outcome::delivered ? 0 : 1;
}

}  // namespace logbeam::cli
