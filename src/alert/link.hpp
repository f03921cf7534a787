#pragma once

#include "alert/transition.hpp"

#include <string>

namespace logbeam::alert {

// To what a rule asks of events, around the time when the alert stands, on the rule's page: `/?q=…&from=…&to=…`.
[[nodiscard]] std::string link_to_events(const Transition& transition);

}  // namespace logbeam::alert
