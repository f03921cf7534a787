#pragma once

#include "notify/notifier.hpp"

#include <memory>
#include <string>
#include <vector>

namespace logbeam::notify {

struct CommandOptions {
    std::vector<std::string> words;  // the program's path and its arguments, as they are: there is no shell
    std::chrono::milliseconds timeout = default_timeout;
};

// Runs a program. It gets the notification as JSON on stdin and its facts as LOGBEAM_ALERT_<NAME>; of the broker's
// environment nothing but PATH, HOME, LANG and TZ. 0 is delivered; 64 to 78 but 75, as sysexits.h has them, is refused; all
// else may go well later. It is killed, with what it started, when its time is over.
[[nodiscard]] std::unique_ptr<Notifier> make_command(CommandOptions options);

// The environment that it gets: NAME=value.
[[nodiscard]] std::vector<std::string> command_environment(const alert::Notification& notification);

}  // namespace logbeam::notify
