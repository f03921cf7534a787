#include "support/websocket_peer.hpp"

#include "websocket/decoder.hpp"
#include "websocket/handshake.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace logbeam::test {

namespace {

using transport::InProcessLink;

std::string field(const std::string& request, const std::string& name) {
    const auto at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

}  // namespace

// One client.
class WebSocketPeer::Connection final : private websocket::MessageSink {
public:
    Connection(WebSocketPeer& peer, int socket) : peer_{peer}, socket_{socket} {
        if (peer.tls_ != nullptr) tls_.emplace(*peer.tls_);
    }
    ~Connection() {
        if (has_hello_) peer_.endpoint_->on_disconnect(link_);
        ::close(socket_);
    }

    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] int link() const { return link_->descriptor(); }
    [[nodiscard]] bool is_over() const { return is_over_; }

    void read() {
        std::array<char, 65'536> buffer{};
        const auto count = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0) {
            is_over_ = count == 0 || (errno != EAGAIN && errno != EINTR);
            return;
        }
        std::string bytes{buffer.data(), static_cast<std::size_t>(count)};
        if (tls_) bytes = decrypted(bytes);
        take(std::move(bytes));
    }

    void write_what_the_endpoint_says() {
        for (auto& message : link_->take()) {
            std::visit([this](auto& said) { say(said); }, message);
        }
    }

    void write(const std::string& bytes) {
        std::string wire;
        if (tls_ && tls_->is_ready()) {
            tls_->send(bytes, wire);
        } else {
            wire = bytes;
        }
        // The socket's buffer holds what tests say.
        (void)::send(socket_, wire.data(), wire.size(), MSG_NOSIGNAL);
    }

private:
    std::string decrypted(const std::string& bytes) {
        std::string plain;
        is_over_ = !tls_->receive(bytes, plain).ok();
        std::string back;
        tls_->pending(back);
        (void)::send(socket_, back.data(), back.size(), MSG_NOSIGNAL);
        return plain;
    }

    void take(std::string bytes) {
        if (!is_upgraded_) {
            request_ += bytes;
            const auto end = request_.find("\r\n\r\n");
            if (end == std::string::npos) return;
            bytes = request_.substr(end + 4);
            upgrade(request_.substr(0, end + 2));
        }
        if (is_upgraded_ && decoder_.feed(bytes.data(), bytes.size(), *this)) is_over_ = true;
    }

    void upgrade(const std::string& request) {
        peer_.requests.push_back(request);
        if (!peer_.answer.empty()) {
            write(peer_.answer);
            is_over_ = true;
            return;
        }
        is_upgraded_ = true;
        write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
            websocket::accept_key(field(request, "Sec-WebSocket-Key")) +
            "\r\nSec-WebSocket-Protocol: logbeam.v1\r\n\r\n");
    }

    void on_text(std::string_view text) override {
        const auto frame = wire::decode_client_frame(text).value();
        if (const auto* hello = std::get_if<wire::Hello>(&frame)) {
            transport::Greeting greeting{{}, hello->source, hello->token};
            for (const auto& each : hello->publishers) {
                greeting.publishers.push_back(each.id);
            }
            has_hello_ = true;
            peer_.endpoint_->on_connect(link_, greeting);
            return;
        }
        peer_.endpoint_->on_control(link_, frame);
        if (const auto* subscribe = std::get_if<wire::Subscribe>(&frame)) {
            say(wire::Subscribed{subscribe->id, audience_of(subscribe->id), 0});
        }
    }
    void on_binary(std::string_view bytes) override { peer_.endpoint_->on_batch(link_, bytes); }
    void on_ping(std::string_view payload) override {
        ++peer_.pings;
        std::string frame;
        websocket::append_frame(frame, websocket::Opcode::pong, payload);
        write(frame);
    }
    void on_pong(std::string_view /*payload*/) override {}
    void on_close(std::uint16_t code, std::string_view reason) override {
        peer_.closings.push_back(std::to_string(code) + " " + std::string{reason});
        is_over_ = true;
    }

    void say(const transport::Opened& opened) {
        wire::Welcome welcome;
        welcome.epoch = opened.epoch;
        welcome.server = opened.server;
        for (const auto& held : opened.held) {
            welcome.publishers.push_back({held.publisher, held.counter});
        }
        say(wire::ServerFrame{welcome});
    }
    void say(const transport::Held& held) { say(wire::Acknowledge{held.publisher, held.counter}); }
    void say(const InProcessLink::Subscribed& said) {
        say(wire::Subscribed{said.subscription, audience_of(said.subscription), said.seq});
    }
    void say(InProcessLink::Delivery& delivery) {
        say(wire::Events{audience_of(delivery.subscription), {std::move(delivery.event)}});
    }
    void say(InProcessLink::Missed& missed) {
        missed.gap.audience = audience_of(missed.subscription);
        say(wire::ServerFrame{missed.gap});
    }
    void say(const Error& reason) {
        say(wire::failed(std::nullopt, reason));
        std::string frame;
        websocket::append_close(frame, websocket::close_code::policy_violation, {});
        write(frame);
        is_over_ = true;
    }
    void say(const wire::ServerFrame& frame) {
        std::string bytes;
        websocket::append_frame(bytes, websocket::Opcode::text, wire::encode(frame));
        write(bytes);
    }

    // Another number than the subscription's, as a broker would give.
    static std::uint64_t audience_of(std::uint64_t subscription) { return subscription + 1000; }

    WebSocketPeer& peer_;
    const int socket_;
    std::optional<net::TlsSession> tls_;
    std::string request_;
    bool is_upgraded_ = false;
    bool has_hello_ = false;
    bool is_over_ = false;
    websocket::Decoder decoder_{websocket::Sender::client};
    std::shared_ptr<InProcessLink> link_ = std::make_shared<InProcessLink>();
};

WebSocketPeer::WebSocketPeer(std::shared_ptr<transport::InProcessEndpoint> endpoint, const net::TlsContext* tls)
    : endpoint_{std::move(endpoint)}, tls_{tls}, listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t bytes = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, bytes) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, generic, &bytes) != 0) {
        throw std::runtime_error{"no loopback port"};
    }
    port_ = ntohs(address.sin_port);
}

WebSocketPeer::~WebSocketPeer() {
    ::close(listener_);
}

std::string WebSocketPeer::url(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
}

bool WebSocketPeer::turn(int timeout_ms) {
    std::vector<pollfd> waits{{listener_, POLLIN, 0}};
    for (const auto& each : connections_) {
        waits.push_back({reads ? each->socket() : -1, POLLIN, 0});
        waits.push_back({each->link(), POLLIN, 0});
    }
    const bool is_something_ready = ::poll(waits.data(), waits.size(), timeout_ms) > 0;
    std::size_t at = 0;
    for (const auto& each : connections_) {
        if (waits[++at].revents != 0) each->read();
        ++at;
        if (!each->is_over()) each->write_what_the_endpoint_says();
    }
    connections_.remove_if([](const auto& each) { return each->is_over(); });
    if (waits[0].revents != 0) accept();
    return is_something_ready;
}

void WebSocketPeer::send_raw(const std::string& bytes) {
    for (const auto& each : connections_) {
        each->write(bytes);
    }
}

void WebSocketPeer::drop_all() {
    connections_.clear();
}

void WebSocketPeer::accept() {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections_.push_back(std::make_unique<Connection>(*this, socket));
}

bool is_readable(const transport::Transport& transport) {
    pollfd wait{transport.descriptor(), POLLIN, 0};
    return ::poll(&wait, 1, 0) == 1;
}

void settle(WebSocketPeer& peer, transport::Transport& transport) {
    constexpr int quiet_ms = 10;
    do {
        while (is_readable(transport)) {
            transport.drive();
        }
    } while (peer.turn(quiet_ms) || is_readable(transport));
}

}  // namespace logbeam::test
