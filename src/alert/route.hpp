#pragma once

#include "alert/matcher.hpp"

#include <string>

namespace logbeam::alert {

// Who hears of which alerts, and how they are put together. A value.
struct Route {
    std::string name;
    Matchers matchers;  // which alerts; none: all
    Telling how;
};

// Of the alerts of one rule, to whom the rule itself names. No other route is called so.
[[nodiscard]] Route route_of(const Rule& rule);

}  // namespace logbeam::alert
