#pragma once

#include "transport/transport.hpp"

#include <logbeam/nats_options.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::transport {

// What makes the transport for a URL, as often as it is needed. Throws Failure for a malformed URL and for a
// scheme that this build does not speak, when wss:// cannot be had with this CA file, and for wrong options of NATS.
[[nodiscard]] std::function<std::unique_ptr<Transport>()>
transport_for(std::string_view url, const std::string& tls_ca_file = {}, const NatsOptions& nats = {});

}  // namespace logbeam::transport
