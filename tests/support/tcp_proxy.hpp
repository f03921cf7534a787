#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <thread>

namespace logbeam::test {

// A network that fails as it is told, between clients and a server on this machine, on a port and a thread of its own.
// Thread-safe.
class TcpProxy {
public:
    explicit TcpProxy(std::uint16_t server);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string url() const { return "ws://127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::uint64_t accepted() const noexcept { return accepted_; }

    // Where connections go from now on: those that stand are reset.
    void lead_to(std::uint16_t server) {
        server_ = server;
        cut();
    }

    // Resets every connection, both ways; they are gone when it returns.
    void cut();

    // Each connection once it has brought that many bytes from its client: the server sees the end of the stream behind
    // them, the client a reset. 0: never.
    void cut_each_after(std::size_t bytes) { cut_after_ = bytes; }

    // New connections are reset as soon as they are there.
    void refuse(bool refuses) { refuses_ = refuses; }

    // Half open: what either side sends vanishes, its goodbye too, and acknowledged by TCP all the same. A connection
    // that was there meanwhile stays so for ever.
    void swallow(bool swallows) { swallows_ = swallows; }

    // What is sent stays where it is, until it is let go on.
    void stall(bool stalls) { stalls_ = stalls; }

    // Of every portion, each way.
    void delay(std::chrono::milliseconds by) { delay_ms_ = by.count(); }

private:
    class Pair;

    void serve();
    void turn(std::list<std::unique_ptr<Pair>>& pairs);
    void accept(std::list<std::unique_ptr<Pair>>& pairs);

    std::atomic<std::uint16_t> server_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<std::uint64_t> accepted_{0};
    std::atomic<std::size_t> cut_after_{0};
    std::atomic<std::int64_t> delay_ms_{0};
    std::atomic<bool> refuses_{false};
    std::atomic<bool> swallows_{false};
    std::atomic<bool> stalls_{false};
    std::atomic<bool> is_cut_wanted_{false};
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

}  // namespace logbeam::test
