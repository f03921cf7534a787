#pragma once

#include <optional>
#include <string>

namespace logbeam::channel {

// A variable that is set and not empty.
[[nodiscard]] std::optional<std::string> environment(const char* name);

// LOGBEAM=off, 0 or false: every connection is inert.
[[nodiscard]] bool is_switched_off();

// The file name of the running program.
[[nodiscard]] std::string program_name();

}  // namespace logbeam::channel
