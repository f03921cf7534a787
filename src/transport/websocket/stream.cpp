#include "transport/websocket/stream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace logbeam::transport {

namespace {

constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t kept_capacity = 256 * 1024;  // of an empty buffer; one large burst must not stay for ever

std::string text_of(int error) {
    return std::generic_category().message(error);
}

const sockaddr* generic(const Address& address) noexcept {
    return reinterpret_cast<const sockaddr*>(&address.storage);  // what sockets ask for
}

}  // namespace

Result<void> Stream::connect(const Address& address) {
    socket_.reset(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!socket_.is_open()) {
        return Error{ErrorCode::connection_lost, "cannot make a socket: " + text_of(errno)};
    }
    const int on = 1;  // batches are already as large as they get
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_.get(), generic(address), address.bytes) != 0 && errno != EINPROGRESS) {
        return Error{ErrorCode::connection_lost, text_of(errno)};
    }
    return {};
}

Result<void> Stream::finish_connect() {
    int error = 0;
    socklen_t bytes = sizeof error;
    ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &bytes);
    if (error != 0) {
        return Error{ErrorCode::connection_lost, text_of(error)};
    }
    return {};
}

void Stream::secure(const net::TlsContext& context, const std::string& host) {
    tls_.emplace(context, host);
}

Result<Stream::Received> Stream::receive() {
    buffer_.resize(read_bytes);
    const auto count = ::recv(socket_.get(), buffer_.data(), buffer_.size(), 0);
    Received received;
    if (count > 0) {
        received.bytes = std::span{buffer_}.first(static_cast<std::size_t>(count));
        received.is_short = received.bytes.size() < buffer_.size();
        return unwrap(received);
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        return received;
    }
    if (count < 0) {
        return Error{ErrorCode::connection_lost, "the connection broke: " + text_of(errno)};
    }
    received.has_ended = true;
    return received;
}

Result<Stream::Received> Stream::unwrap(Received received) {
    if (!tls_) {
        return received;
    }
    heard_.clear();
    if (const auto taken = tls_->receive({received.bytes.data(), received.bytes.size()}, heard_); !taken) {
        flush();  // the alert that tells the other end why
        return taken.error();
    }
    received.bytes = {heard_.data(), heard_.size()};
    received.has_ended = tls_->is_closed();
    return received;
}

void Stream::flush() {
    if (tls_) {
        tls_->pending(wire_);
        if (tls_->is_ready()) {
            tls_->send(plain_, wire_);
            plain_.clear();
        }
    }
    while (sent_ < wire_.size() && !is_broken_) {
        const auto count = ::send(socket_.get(), wire_.data() + sent_, wire_.size() - sent_, MSG_NOSIGNAL);
        if (count < 0) {
            is_broken_ = errno != EAGAIN && errno != EINTR;
            break;
        }
        sent_ += static_cast<std::size_t>(count);
    }
    if (is_broken_ || sent_ == wire_.size()) {
        wire_.clear();
        sent_ = 0;
        if (wire_.capacity() > kept_capacity) wire_.shrink_to_fit();
    } else if (sent_ > wire_.size() / 2) {
        wire_.erase(0, sent_);
        sent_ = 0;
    }
}

void Stream::finish() {
    flush();
    if (tls_) {
        tls_->close_notify(wire_);
        flush();
    }
    // Aloud: closing says nothing while a child of a fork holds the socket too.
    ::shutdown(socket_.get(), SHUT_WR);
}

}  // namespace logbeam::transport
