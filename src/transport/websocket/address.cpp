#include "transport/websocket/address.hpp"

#include <netdb.h>

#include <cstring>
#include <memory>
#include <utility>

namespace logbeam::transport {

namespace {

Result<std::vector<Address>> ask(const std::string& host, std::uint16_t port, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int problem = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (problem != 0) {
        return Error{ErrorCode::connection_lost, "cannot find the host '" + host + "': " + ::gai_strerror(problem)};
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, ::freeaddrinfo};
    std::vector<Address> addresses;
    for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
        Address address;
        std::memcpy(&address.storage, each->ai_addr, each->ai_addrlen);
        address.bytes = each->ai_addrlen;
        addresses.push_back(address);
    }
    return addresses;
}

std::vector<Address> numeric(const std::string& host, std::uint16_t port) {
    auto addresses = ask(host, port, AI_NUMERICHOST);
    return addresses ? *std::move(addresses) : std::vector<Address>{};
}

}  // namespace

std::vector<Address> addresses_at_once(const Endpoint& endpoint) {
    if (endpoint.host != "localhost") {
        return numeric(endpoint.host, endpoint.port);
    }
    // RFC 6761, 6.3; brokers listen on the older one unless told otherwise.
    std::vector<Address> both = numeric("127.0.0.1", endpoint.port);
    const std::vector<Address> six = numeric("::1", endpoint.port);
    both.insert(both.end(), six.begin(), six.end());
    return both;
}

Result<std::vector<Address>> look_up(const Endpoint& endpoint) {
    return ask(endpoint.host, endpoint.port, AI_ADDRCONFIG);
}

}  // namespace logbeam::transport
