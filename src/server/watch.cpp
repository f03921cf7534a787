#include "server/watch.hpp"

#include <utility>

namespace logbeam::server {

Watch::Watch(net::asio::io_context& context, int descriptor, std::function<void()> on_readable)
    : descriptor_{context, descriptor}, on_readable_{std::move(on_readable)} {
    wait();
}

Watch::~Watch() {
    descriptor_.release();
}

void Watch::wait() {
    descriptor_.async_wait(net::asio::posix::stream_descriptor::wait_read, [this](const net::ErrorCode& error) {
        if (error) return;  // it may be gone
        on_readable_();
        wait();
    });
}

}  // namespace logbeam::server
