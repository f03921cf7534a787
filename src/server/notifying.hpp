#pragma once

#include "alert/desk.hpp"
#include "base/clock.hpp"
#include "history/state_store.hpp"
#include "notify/dispatcher.hpp"
#include "notify/topic.hpp"
#include "server/alerting.hpp"
#include "server/config.hpp"

#include <memory>
#include <vector>

namespace logbeam::server {

class Log;

// Tells people of alerts: the desk knows whom and when, the dispatcher sends. Confined to the loop.
class Notifying final {
public:
    // What is kept, and who is asked before each try.
    struct Keeping {
        std::unique_ptr<history::StateStore> records;
        notify::MaySend may_send;
    };
    // `publish` is called on any thread.
    Notifying(const BrokerConfig& config, Keeping keeping, Clock& clock, Log& log, const notify::Publish& publish);

    // The rules are others than before.
    void begin(const Alerting& alerting);
    void hear(const std::vector<Alerting::Told>& told);

    // Once a second.
    void tick();

    [[nodiscard]] alert::Desk& desk() noexcept { return desk_; }
    [[nodiscard]] notify::Dispatcher& dispatcher() noexcept { return dispatcher_; }

private:
    void work();

    Clock& clock_;
    history::SharedState state_;
    alert::Desk desk_;
    notify::Dispatcher dispatcher_;
};

// Every name of a notifier that rules may use.
[[nodiscard]] std::set<std::string> names_of(const std::vector<notify::NotifierConfig>& notifiers);

}  // namespace logbeam::server
