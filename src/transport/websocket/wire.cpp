#include "transport/websocket/wire.hpp"

namespace logbeam::transport {

Result<void> Wire::connect(const Address& address) {
    if (stream.descriptor() >= 0) {
        poller.forget(stream.descriptor());
    }
    auto begun = stream.connect(address);
    if (begun) {
        interest_ = Poller::Interest::write;
        poller.watch(Poller::Source::socket, stream.descriptor(), interest_);
    }
    return begun;
}

Result<void> Wire::finish_connect() {
    auto connected = stream.finish_connect();
    if (connected) {
        set(Poller::Interest::read);
    }
    return connected;
}

void Wire::flush() {
    stream.flush();
    set(stream.wants_to_write() ? Poller::Interest::both : Poller::Interest::read);
}

void Wire::set(Poller::Interest interest) {
    if (interest != interest_) {
        interest_ = interest;
        poller.change(Poller::Source::socket, stream.descriptor(), interest);
    }
}

}  // namespace logbeam::transport
