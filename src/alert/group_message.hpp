#pragma once

#include "alert/standing.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::alert {

// What is sent: all that is to be said of one group of alerts. A value.
struct GroupMessage {
    std::string key;    // the same where the same message comes twice, as after a crash; of no other message
    std::string group;  // the same in all messages of a group, until all of it is over
    std::string route;
    std::vector<std::string> notifiers;
    std::vector<std::pair<std::string, std::string>> by;  // what its alerts have in common
    bool is_reminder = false;                             // nothing is new
    std::vector<Standing> firing;                         // all, those that were told before as well
    std::vector<Standing> resolved;                       // since the message before
    std::uint64_t unlisted = 0;  // times that another one fired since then, for which there was no room
};

}  // namespace logbeam::alert
