#pragma once

#include "cli/alerts/alerts_test.hpp"
#include "query/subject.hpp"

#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <functional>
#include <string_view>

namespace logbeam::cli {

using TakeEvent = std::function<void(const query::Subject& subject, std::string_view id)>;

// Events in the order in which they came. Throw Failure when they cannot be read.

// Those of a store, from and to as the options say; none of `$alerts.>`, which are what rules came to then. Returns until
// when there could have been some.
Timestamp read_stored_events(const AlertsTestOptions& options, Timestamp now, const TakeEvent& take);

// Those of a file, checked as a broker checks them; a line that is no event is an error that names it. Returns the time of
// the last one.
Timestamp read_event_file(const AlertsTestOptions& options, Timestamp now, const TakeEvent& take);

}  // namespace logbeam::cli
