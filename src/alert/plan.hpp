#pragma once

#include "alert/heartbeat.hpp"
#include "alert/inhibition.hpp"
#include "alert/route.hpp"

#include <vector>

namespace logbeam::yaml {
class Reader;
}

namespace logbeam::alert {

// What the broker's configuration says of who hears of alerts, beside what rules say themselves. A value.
struct Plan {
    std::vector<Route> routes;
    std::vector<Inhibition> inhibitions;
    std::vector<HeartbeatPlan> heartbeats;
};

// The lists `routes`, `inhibitions` and `heartbeats` of a file, as docs/alerts.md has them. A problem becomes the reader's.
[[nodiscard]] Plan read_plan(yaml::Reader& file);

// Every name of a notifier that is in it.
[[nodiscard]] std::vector<std::string> notifiers_of(const Plan& plan);

}  // namespace logbeam::alert
