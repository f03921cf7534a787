#pragma once

#include <cstdint>
#include <string>

namespace logbeam::server {

// Who listens on a port of this machine: "pid 4711 (nginx)", or "another program" when that is not to be known.
[[nodiscard]] std::string owner_of_port(std::uint16_t port);

}  // namespace logbeam::server
