#include "support/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace logbeam::test {
namespace {

constexpr int patience_ms = 10'000;
constexpr websocket::MaskKey key = 0x31323334;

}  // namespace

RawClient::RawClient(std::uint16_t port, int receive_buffer)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    if (receive_buffer != 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error{"cannot connect to port " + std::to_string(port)};
    }
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::~RawClient() {
    if (socket_ >= 0) ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)}, unread_{std::move(other.unread_)} {}

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the peer closed: what it says is still to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string RawClient::receive_some() {
    if (!unread_.empty()) return std::exchange(unread_, {});
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, patience_ms) != 1) return {};
    std::array<char, 65'536> room{};
    const ssize_t count = ::recv(socket_, room.data(), room.size(), 0);
    return count <= 0 ? std::string{} : std::string{room.data(), static_cast<std::size_t>(count)};
}

std::string RawClient::receive_until(std::string_view end) {
    std::string text;
    for (;;) {
        const std::size_t at = text.find(end);
        if (at != std::string::npos) {
            unread_ = text.substr(at + end.size());
            text.resize(at + end.size());
            return text;
        }
        const std::string more = receive_some();
        if (more.empty()) return text;
        text += more;
    }
}

bool RawClient::is_closed_by_peer() {
    for (;;) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, patience_ms) != 1) return false;
        std::array<char, 4096> room{};
        if (::recv(socket_, room.data(), room.size(), 0) <= 0) return true;
    }
}

void RawClient::reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(socket_, -1));
}

namespace {

// What stands in the chunks, up to the last one.
std::string read_chunks(RawClient& client) {
    std::string body;
    while (true) {
        const std::string size = client.receive_until("\r\n");
        const std::size_t bytes = std::strtoul(size.c_str(), nullptr, 16);
        if (size.size() < 3) return body + "<broken off>";
        std::string chunk;
        while (chunk.size() < bytes + 2) {
            const std::string more = client.receive_some();
            if (more.empty()) return body + "<broken off>";
            chunk += more;
        }
        client.put_back(chunk.substr(bytes + 2));
        if (bytes == 0) return body;
        body.append(chunk, 0, bytes);
    }
}

}  // namespace

RawAnswer ask(RawClient& client, std::string_view request) {
    client.send(request);
    RawAnswer answer;
    answer.head = client.receive_until("\r\n\r\n");
    if (answer.head.size() > 12) answer.status = std::atoi(answer.head.c_str() + 9);
    if (answer.head.find("Transfer-Encoding: chunked") != std::string::npos) {
        answer.body = read_chunks(client);
        return answer;
    }
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = answer.head.find(name);
    const std::size_t bytes =
        at == std::string::npos ? 0 : std::strtoul(answer.head.c_str() + at + name.size(), nullptr, 10);
    while (answer.body.size() < bytes) {
        const std::string more = client.receive_some();
        if (more.empty()) break;
        answer.body += more;
    }
    return answer;
}

RawAnswer get(std::uint16_t port, std::string_view target, std::string_view headers) {
    RawClient client{port};
    return ask(
        client,
        std::string{"GET "}.append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(headers).append("\r\n"));
}

RawAnswer post(std::uint16_t port, std::string_view target, std::string_view body, std::string_view content_type) {
    RawClient client{port};
    std::string request = "POST ";
    request.append(target).append(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: ").append(content_type);
    request.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return ask(client, request);
}

RawWebSocket::RawWebSocket(std::uint16_t port, std::string_view target, std::string_view headers, int receive_buffer)
    : client_{port, receive_buffer} {
    shake_hands(target, headers);
}

RawWebSocket::RawWebSocket(std::uint16_t port, std::string_view target, const net::TlsContext& tls, int receive_buffer)
    : client_{port, receive_buffer}, tls_{std::make_unique<net::TlsSession>(tls, "localhost")} {
    while (!tls_->is_ready()) {
        std::string out;
        tls_->pending(out);
        client_.send(out);
        const std::string bytes = client_.receive_some();
        std::string nothing;
        if (bytes.empty() || !tls_->receive(bytes, nothing)) throw std::runtime_error{"the TLS handshake failed"};
    }
    shake_hands(target, {});
}

void RawWebSocket::shake_hands(std::string_view target, std::string_view headers) {
    std::string request = "GET ";
    request.append(target).append(" HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n").append(headers);
    send_raw(request.append("\r\n"));
    std::size_t end = std::string::npos;
    for (std::string more; end == std::string::npos; end = handshake_.find("\r\n\r\n")) {
        more = receive_some();
        if (more.empty()) return;
        handshake_ += more;
    }
    std::string rest = handshake_.substr(end + 4);
    handshake_.resize(end + 4);
    feed(std::move(rest));
}

void RawWebSocket::send_raw(std::string_view bytes) {
    if (!tls_) return client_.send(bytes);
    std::string sealed;
    tls_->pending(sealed);
    tls_->send(bytes, sealed);
    client_.send(sealed);
}

std::string RawWebSocket::receive_some() {
    if (!tls_) return client_.receive_some();
    for (std::string opened;;) {
        const std::string sealed = client_.receive_some();
        if (sealed.empty() || !tls_->receive(sealed, opened) || !opened.empty()) return opened;
    }
}

bool RawWebSocket::wait_for_pongs(std::uint64_t count) {
    while (pongs_ < count) {
        if (!read()) return false;
    }
    return true;
}

void RawWebSocket::send_text(std::string_view text) {
    std::string frame;
    websocket::append_masked_frame(frame, websocket::Opcode::text, text, key);
    send_raw(frame);
}

void RawWebSocket::send_binary(std::string_view bytes) {
    std::string frame;
    websocket::append_masked_frame(frame, websocket::Opcode::binary, bytes, key);
    send_raw(frame);
}

std::optional<std::string> RawWebSocket::next() {
    while (messages_.empty()) {
        if (!read()) return std::nullopt;
    }
    std::string message = std::move(messages_.front());
    messages_.pop_front();
    return message;
}

std::deque<std::string> RawWebSocket::take_ready() {
    if (messages_.empty()) is_over_ = !read();
    return std::exchange(messages_, {});
}

std::optional<std::string> RawWebSocket::next_with(std::string_view part) {
    for (;;) {
        auto message = next();
        if (!message || message->find(part) != std::string::npos) return message;
    }
}

std::optional<std::uint16_t> RawWebSocket::close_code() {
    while (!close_code_ && read()) {}
    return close_code_;
}

void RawWebSocket::on_ping(std::string_view payload) {
    std::string frame;
    websocket::append_masked_frame(frame, websocket::Opcode::pong, payload, key);
    send_raw(frame);
}

bool RawWebSocket::read() {
    std::string bytes = receive_some();
    if (bytes.empty()) return false;
    feed(std::move(bytes));
    return true;
}

void RawWebSocket::feed(std::string bytes) {
    if (!bytes.empty() && decoder_.feed(bytes.data(), bytes.size(), *this)) has_broken_frames_ = true;
}

}  // namespace logbeam::test
