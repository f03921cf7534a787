#pragma once

#include "hub/counters.hpp"

#include <string>

namespace logbeam::hub {

// What `$sys.drops` tells: the losses between two readings of the counters, as a JSON object of those that rose; empty
// when none did.
[[nodiscard]] std::string drop_report(const Counters& before, const Counters& now);

}  // namespace logbeam::hub
