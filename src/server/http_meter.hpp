#pragma once

#include "http/message.hpp"
#include "hub/budget.hpp"
#include "hub/hub.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace logbeam::server {

// Keeps publishers over HTTP to the rates of a client, by token or address: what is above them is refused, for it can be
// sent again. Knows a bounded number of them. Confined.
class HttpMeter {
public:
    HttpMeter(hub::Hub& hub, std::uint64_t events_per_second, std::uint64_t bytes_per_second);

    [[nodiscard]] Result<void> charge(const http::Request& request, std::size_t bytes);

private:
    struct Use {
        hub::Budget events;
        hub::Budget bytes;
    };
    Use& use_of(const std::string& who);

    hub::Hub& hub_;
    const std::uint64_t events_per_second_;
    const std::uint64_t bytes_per_second_;
    std::map<std::string, Use> uses_;
};

}  // namespace logbeam::server
