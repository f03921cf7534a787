#pragma once

#include "transport/transport.hpp"
#include "transport/url.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace logbeam::transport {

struct WebSocketOptions {
    std::string tls_ca_file;                            // empty: the system's CAs
    std::chrono::milliseconds connect_timeout{10'000};  // until the broker's greeting, per attempt
    std::chrono::milliseconds ping_after{20'000};       // of silence
    std::chrono::milliseconds give_up_after{60'000};
};

inline constexpr std::uint16_t default_port = 3030;

// To a broker at `ws://` or `wss://`: port 3030 and path /ws unless the URL has others. Each attempt looks the host up
// anew and tries its addresses in turn. What makes TLS impossible is told by `on_closed`: see also check_tls.
[[nodiscard]] std::unique_ptr<Transport> make_websocket_transport(const Url& url, const WebSocketOptions& options);

// Throws Failure when the CA file cannot be used or the build has no TLS, so that who names them hears of it at once.
void check_tls(const WebSocketOptions& options);

}  // namespace logbeam::transport
