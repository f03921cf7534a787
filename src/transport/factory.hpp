#pragma once

#include "transport/transport.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace logbeam::transport {

// What makes the transport for a URL, as often as it is needed. Throws Failure for a malformed URL and for a
// scheme that this build does not speak.
[[nodiscard]] std::function<std::unique_ptr<Transport>()> transport_for(std::string_view url);

}  // namespace logbeam::transport
