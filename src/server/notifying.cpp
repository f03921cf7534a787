#include "server/notifying.hpp"

#include "server/log.hpp"

#include <utility>

namespace logbeam::server {
namespace {

std::vector<notify::NamedNotifier> make_notifiers(const std::vector<notify::NotifierConfig>& configs,
                                                  const Clock& clock, const notify::Publish& publish) {
    std::vector<notify::NamedNotifier> notifiers;
    notifiers.reserve(configs.size());
    for (const notify::NotifierConfig& config : configs)
        notifiers.push_back(notify::make_notifier(config, {clock, publish}));
    return notifiers;
}

}  // namespace

Notifying::Notifying(const BrokerConfig& config, Keeping keeping, Clock& clock, Log& log,
                     const notify::Publish& publish)
    : clock_{clock},
      state_{std::move(keeping.records)},
      desk_{config.people, state_,
            [&log](const std::string& line) {
                log.error("trouble with alerts", {{"reason", line}});
            }},
      dispatcher_{make_notifiers(config.notifiers, clock, publish), clock, state_,
                  [&log](const std::string& line) {
                      log.error("trouble with notifications", {{"reason", line}});
                  },
                  std::move(keeping.may_send)} {}

void Notifying::begin(const Alerting& alerting) {
    desk_.begin(alerting.rules(), alerting.firing(), clock_.wall_now());
}

void Notifying::hear(const std::vector<Alerting::Told>& told) {
    const Timestamp now = clock_.wall_now();
    for (const Alerting::Told& each : told) {
        if (each.standing) desk_.hear(*each.standing, now);
    }
    work();
}

void Notifying::tick() {
    work();
    dispatcher_.tick();
}

void Notifying::work() {
    for (alert::Outgoing& outgoing : desk_.work(clock_.wall_now()))
        dispatcher_.send(std::move(outgoing));
}

std::set<std::string> names_of(const std::vector<notify::NotifierConfig>& notifiers) {
    std::set<std::string> names;
    for (const notify::NotifierConfig& notifier : notifiers)
        names.insert(notifier.name);
    return names;
}

}  // namespace logbeam::server
