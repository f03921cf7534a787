#pragma once

#include "net/tls.hpp"
#include "transport/websocket/address.hpp"
#include "transport/websocket/descriptor.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::transport {

// A socket that never blocks, with TLS over it or without, and what waits to be written. Confined.
class Stream final {
public:
    // Begins to connect. The socket is writable when that is decided: see `finish_connect`.
    [[nodiscard]] Result<void> connect(const Address& address);
    [[nodiscard]] Result<void> finish_connect();

    // From now on everything goes through TLS; the handshake needs `receive` and `flush` until `is_ready`.
    void secure(const net::TlsContext& context, const std::string& host);
    [[nodiscard]] bool is_ready() const noexcept { return !tls_ || tls_->is_ready(); }

    // What has come, valid until the next call and free to be changed.
    struct Received {
        std::span<char> bytes;
        bool has_ended = false;  // nothing more will come
        bool is_short = true;    // less than could have come: the socket is empty
    };
    [[nodiscard]] Result<Received> receive();

    // Where to append what is to be sent, and the call that sends as much of it as the socket takes. Nothing is lost by
    // a socket that is broken: reading says so.
    [[nodiscard]] std::string& out() noexcept { return tls_ ? plain_ : wire_; }
    void flush();

    // Says to the other end that nothing follows, as far as that can be done at once.
    void finish();

    [[nodiscard]] std::size_t waiting() const noexcept { return wire_.size() - sent_ + plain_.size(); }
    [[nodiscard]] bool wants_to_write() const noexcept { return sent_ < wire_.size(); }
    [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
    void release_after_fork() noexcept { socket_.reset(); }

private:
    [[nodiscard]] Result<Received> unwrap(Received received);

    Descriptor socket_;
    std::optional<net::TlsSession> tls_;
    std::vector<char> buffer_;  // what was read last
    std::string heard_;         // the same, decrypted
    std::string plain_;         // to be encrypted
    std::string wire_;          // to be sent
    std::size_t sent_ = 0;      // of it
    bool is_broken_ = false;
};

}  // namespace logbeam::transport
