#include "channel/environment.hpp"

#include <cerrno>
#include <cstdlib>

namespace logbeam::channel {

std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read at set-up, as every getenv
    if (value == nullptr || *value == '\0') {
        return std::nullopt;
    }
    return value;
}

bool is_switched_off() {
    const auto value = environment("LOGBEAM");
    return value == "off" || value == "0" || value == "false";
}

std::string program_name() {
    return program_invocation_short_name;
}

}  // namespace logbeam::channel
