#pragma once

#include "base/guarded.hpp"
#include "net/tls.hpp"
#include "transport/in_process.hpp"

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::test {

// A broker's WebSocket end on a loopback port of its own, in front of an in-process endpoint. Unsynchronised: it moves
// when it is turned, by the test or by a ServedPeer.
class WebSocketPeer {
public:
    explicit WebSocketPeer(std::shared_ptr<transport::InProcessEndpoint> endpoint,
                           const net::TlsContext* tls = nullptr);
    ~WebSocketPeer();
    WebSocketPeer(const WebSocketPeer&) = delete;
    WebSocketPeer& operator=(const WebSocketPeer&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string url(const std::string& scheme = "ws") const;

    // Does what is ready to be done; false when there was nothing within the time.
    bool turn(int timeout_ms = 0);

    void send_raw(const std::string& bytes);  // to each connection, as it is
    void drop_all();                          // without a word
    [[nodiscard]] std::size_t connections() const noexcept { return connections_.size(); }

    std::vector<std::string> requests;  // upgrades, as they came
    std::vector<std::string> closings;  // close frames: "code reason"
    unsigned pings = 0;
    std::string answer;  // when not empty: what upgrades get instead
    bool reads = true;   // false: leaves in the socket what comes

private:
    class Connection;

    void accept();

    const std::shared_ptr<transport::InProcessEndpoint> endpoint_;
    const net::TlsContext* const tls_;
    int listener_;
    std::uint16_t port_ = 0;
    std::list<std::unique_ptr<Connection>> connections_;
};

// Drives both ends on this thread until neither has had anything to do for longer than loopback takes.
void settle(WebSocketPeer& peer, transport::Transport& transport);

// Whether drive has something to do now.
[[nodiscard]] bool is_readable(const transport::Transport& transport);

// A peer with a thread of its own. Thread-safe.
class ServedPeer {
public:
    explicit ServedPeer(std::shared_ptr<transport::InProcessEndpoint> endpoint)
        : peer_{std::move(endpoint), nullptr}, thread_{[this] { serve(); }} {}
    ~ServedPeer() {
        is_over_ = true;
        thread_.join();
    }
    ServedPeer(const ServedPeer&) = delete;
    ServedPeer& operator=(const ServedPeer&) = delete;

    template <class Act>
    auto with(Act act) {
        return peer_.with(act);
    }

private:
    void serve() {
        while (!is_over_) {
            peer_.with([](WebSocketPeer& peer) { return peer.turn(1); });
            std::this_thread::yield();
        }
    }

    Guarded<WebSocketPeer> peer_;
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

}  // namespace logbeam::test
