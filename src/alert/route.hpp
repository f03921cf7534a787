#pragma once

#include "alert/matcher.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace logbeam::alert {

// Who hears of which alerts, and how they are put together. A value.
struct Route {
    std::string name;
    Matchers matchers;  // which alerts; none: all
    std::vector<std::string> notifiers;
    std::vector<std::string> group_by{"rule"};  // fields as field_of knows them; none: all of the route in one group
    Span wait = std::chrono::seconds{30};       // for more of the same before a message
    Span interval = std::chrono::minutes{5};    // between two messages of a group with news
    Span repeat = std::chrono::hours{4};        // what fires is told again; 0: never
};

}  // namespace logbeam::alert
