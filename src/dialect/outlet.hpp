#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

namespace logbeam::dialect {

// A connection, as the dialect on it sees it. Confined.
class Outlet {
public:
    virtual ~Outlet() = default;

    // Whole frames; they go in front of what the readers of the feed have.
    virtual void send(std::string_view frames) = 0;

    // The feed has frames.
    virtual void wake() = 0;

    // Sends what waits, then the dialect's farewell with this code of RFC 6455, and ends the connection afterwards.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;

    // Calls `then` after so long, if the connection lives as long.
    virtual void call_after(std::chrono::nanoseconds time, std::function<void()> then) = 0;

    // Takes nothing from the peer for so long: what it sends waits at its end.
    virtual void pause(std::chrono::nanoseconds time) = 0;
};

}  // namespace logbeam::dialect
