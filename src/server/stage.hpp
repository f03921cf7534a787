#pragma once

#include "dialect/feed.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::server {

using Time = std::chrono::steady_clock::time_point;

// What a connection is at the moment: a client of HTTP, then perhaps of a WebSocket or an event stream. It talks through
// the connection that owns it and ends with it, or when it makes room for the next one. Confined to the loop.
class Stage {
public:
    virtual ~Stage() = default;

    // Bytes of the peer, without TLS; they may be changed in place.
    virtual void on_bytes(char* bytes, std::size_t count) = 0;

    // What it hears; nullptr while it hears nothing.
    [[nodiscard]] virtual dialect::Feed* feed() noexcept = 0;

    // After the socket had no room: now it has taken everything.
    virtual void on_all_sent() {}

    // Every few seconds. `heard` is when the peer last sent something.
    virtual void on_tick(Time now, Time heard) = 0;

    // The last words before the connection is closed.
    virtual void farewell(std::uint16_t code, std::string_view reason, std::string& out) = 0;
};

}  // namespace logbeam::server
