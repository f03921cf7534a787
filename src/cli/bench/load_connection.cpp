#include "cli/bench/load_connection.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace logbeam::cli {

namespace {

constexpr std::size_t longest_complaint = 300;

Error lost(const char* doing) {
    return {ErrorCode::connection_lost, std::string{doing} + ": " + std::generic_category().message(errno)};
}

}  // namespace

Result<Address> resolve(const transport::Url& url) {
    const bool is_ipv6 = url.host.front() == '[';
    const std::string host = is_ipv6 ? url.host.substr(1, url.host.size() - 2) : url.host;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int failed = ::getaddrinfo(host.c_str(), std::to_string(url.port).c_str(), &hints, &found); failed != 0) {
        return Error{ErrorCode::connection_lost, "'" + host + "': " + ::gai_strerror(failed)};
    }
    Address address;
    std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
    address.bytes = found->ai_addrlen;
    ::freeaddrinfo(found);
    return address;
}

LoadConnection::~LoadConnection() {
    close();
}

void LoadConnection::close() noexcept {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

Result<void> LoadConnection::connect(const Address& address) {
    descriptor_ = ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor_ < 0) return lost("opening a socket");
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto* name = reinterpret_cast<const sockaddr*>(&address.storage);
    if (::connect(descriptor_, name, address.bytes) != 0 && errno != EINPROGRESS) return lost("connecting");
    out_ = dialect_->request(seat_);
    return {};
}

Result<bool> LoadConnection::flush() {
    while (sent_ < out_.size()) {
        const ssize_t count = ::send(descriptor_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
        if (count < 0) {
            if (errno == EAGAIN || errno == ENOTCONN) return false;
            if (errno == EINTR) continue;
            return lost("sending");
        }
        sent_ += static_cast<std::size_t>(count);
    }
    out_.clear();
    sent_ = 0;
    return true;
}

Result<std::string_view> LoadConnection::take_response(std::string_view bytes) {
    said_.append(bytes);
    const std::size_t end = said_.find("\r\n\r\n");
    if (end == std::string::npos) return std::string_view{};
    const std::string_view status = std::string_view{said_}.substr(0, said_.find("\r\n"));
    if (status.find(dialect_->is_framed() ? " 101" : " 200") == std::string_view::npos) {
        return Error{ErrorCode::refused, "the server answered '" + std::string{status} + "'; is --dialect right?"};
    }
    is_upgraded_ = true;
    rest_ = said_.substr(end + 4);
    said_.clear();
    out_ += dialect_->greeting(seat_);
    is_seated_ = dialect_->is_seated(seat_, said_);
    return std::string_view{rest_};
}

void LoadConnection::listen(std::string_view piece) {
    if (dialect_->is_complaint(piece)) {
        complaint_ = "the server said: " + std::string{piece.substr(0, longest_complaint)};
        std::replace_if(
            complaint_.begin(), complaint_.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    }
    if (is_seated_) return;
    said_.append(piece);
    is_seated_ = dialect_->is_seated(seat_, said_);
    if (is_seated_) std::string{}.swap(said_);
}

void LoadConnection::on_control(Opcode opcode, std::string_view payload) {
    if (opcode == Opcode::ping) {
        append_client_frame(out_, Opcode::pong, payload);
    } else if (opcode == Opcode::close) {
        const auto reason = payload.size() > 2 ? payload.substr(2) : std::string_view{"no reason given"};
        complaint_ = "the server closed the connection: " + std::string{reason};
    }
}

}  // namespace logbeam::cli
