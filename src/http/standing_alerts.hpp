#pragma once

#include "alert/standing.hpp"
#include "http/message.hpp"
#include "http/services.hpp"

#include <vector>

namespace logbeam::http {

// Those that fire, of rules that who asks may hear of.
[[nodiscard]] std::vector<alert::Standing> firing_alerts(const Services& services, const Request& request);

[[nodiscard]] bool may_see(const Request& request, const alert::Rule& rule);

}  // namespace logbeam::http
