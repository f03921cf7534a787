#pragma once

#include <logbeam/result.hpp>

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::transport {

// Where a socket connects to. A value.
struct Address {
    sockaddr_storage storage{};
    socklen_t bytes = 0;
};

struct Endpoint {
    std::string host;  // a name or an address; an IPv6 one without its brackets
    std::uint16_t port = 0;
};

// The addresses of a host that needs no asking around: an IP address, or `localhost`; empty for any other.
[[nodiscard]] std::vector<Address> addresses_at_once(const Endpoint& endpoint);

// Asks the system's resolver, which may take its time.
[[nodiscard]] Result<std::vector<Address>> look_up(const Endpoint& endpoint);

}  // namespace logbeam::transport
