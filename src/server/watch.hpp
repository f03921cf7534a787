#pragma once

#include "net/asio.hpp"

#include <functional>

namespace logbeam::server {

// Calls on the loop when a descriptor is readable, again and again. The descriptor is somebody else's, who keeps it open for
// longer. Confined to the loop.
class Watch final {
public:
    Watch(net::asio::io_context& context, int descriptor, std::function<void()> on_readable);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

private:
    void wait();

    net::asio::posix::stream_descriptor descriptor_;
    const std::function<void()> on_readable_;
};

}  // namespace logbeam::server
