#include "http/standing_alerts.hpp"

#include "alert/engine.hpp"

namespace logbeam::http {

bool may_see(const Request& request, const alert::Rule& rule) {
    return request.rights->may_hear("$alerts." + rule.name);
}

std::vector<alert::Standing> firing_alerts(const Services& services, const Request& request) {
    std::vector<alert::Standing> firing;
    for (const auto& judge : services.alerts().engine.judges()) {
        if (!may_see(request, judge->rule())) continue;
        for (const alert::Transition& transition : judge->lifecycle().standing()) {
            if (stands(transition.to)) firing.push_back(standing_of(transition));
        }
    }
    return firing;
}

}  // namespace logbeam::http
