#pragma once

#include "alert/rule.hpp"
#include "yaml/reader.hpp"

namespace logbeam::alert {

// The key `notify` of a rule or a route: names of notifiers, or a mapping that says more. A problem becomes the reader's.
void read_notify(yaml::Reader& section, Telling& telling);

}  // namespace logbeam::alert
