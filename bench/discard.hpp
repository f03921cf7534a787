#pragma once

#include "channel/core.hpp"
#include "transport/transport.hpp"

#include <logbeam/connection.hpp>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

// Other ends that cost as little as an other end can.
namespace logbeam::bench {

// Acknowledges every batch and forgets it.
class DiscardTransport final : public transport::Transport {
public:
    void open(const transport::Greeting& /*greeting*/, transport::TransportEvents& events) override {
        events_ = &events;
        events.on_open({});
    }
    bool send(const std::shared_ptr<const transport::Batch>& batch) override {
        held_ = {batch->publisher, batch->last};
        return true;
    }
    void send(const wire::ClientFrame& /*frame*/) override {}
    void drive() override {
        if (held_.counter != 0) {
            events_->on_acknowledged(std::exchange(held_, {}));
        }
    }
    [[nodiscard]] int descriptor() const override { return -1; }
    void close() override {}

private:
    transport::TransportEvents* events_ = nullptr;
    transport::Held held_;
};

inline std::unique_ptr<Connection> discarding_connection(ConnectionOptions options = {}) {
    return std::make_unique<Connection>(
        channel::Core::make(std::move(options), [] { return std::make_unique<DiscardTransport>(); }));
}

// Never reachable.
class AwayTransport final : public transport::Transport {
public:
    void open(const transport::Greeting& /*greeting*/, transport::TransportEvents& events) override {
        events.on_closed({ErrorCode::connection_lost, "away"});
    }
    bool send(const std::shared_ptr<const transport::Batch>& /*batch*/) override { return false; }
    void send(const wire::ClientFrame& /*frame*/) override {}
    void drive() override {}
    [[nodiscard]] int descriptor() const override { return -1; }
    void close() override {}
};

// A process that accepts connections on loopback and reads them empty.
class TcpDiscard {
public:
    TcpDiscard() {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 8) != 0) {
            throw std::runtime_error{"cannot listen on loopback"};
        }
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        child_ = ::fork();
        if (child_ == 0) {
            serve(listener);
        }
        ::close(listener);
    }
    ~TcpDiscard() {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    TcpDiscard(const TcpDiscard&) = delete;
    TcpDiscard& operator=(const TcpDiscard&) = delete;

    [[nodiscard]] int port() const noexcept { return port_; }

private:
    [[noreturn]] static void serve(int listener) {
        std::array<char, 1 << 16> bytes{};
        while (true) {
            const int peer = ::accept(listener, nullptr, nullptr);
            while (::read(peer, bytes.data(), bytes.size()) > 0) {}
            ::close(peer);
        }
    }

    int port_ = 0;
    pid_t child_ = -1;
};

}  // namespace logbeam::bench
