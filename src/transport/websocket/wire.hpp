#pragma once

#include "transport/websocket/poller.hpp"
#include "transport/websocket/stream.hpp"

namespace logbeam::transport {

// A stream and the poller that watches it: for reading always, for writing while something waits. Confined.
class Wire final {
public:
    // Leaves the socket that it had.
    [[nodiscard]] Result<void> connect(const Address& address);
    [[nodiscard]] Result<void> finish_connect();
    void flush();

    void release_after_fork() noexcept {
        poller.release_after_fork();
        stream.release_after_fork();
    }

    Poller poller;
    Stream stream;

private:
    void set(Poller::Interest interest);

    Poller::Interest interest_ = Poller::Interest::write;
};

}  // namespace logbeam::transport
