#pragma once

#include "transport/websocket/descriptor.hpp"

#include <chrono>
#include <cstdint>

namespace logbeam::transport {

// One descriptor that is readable when a socket, a resolver or a clock has something to tell. Unsynchronised.
// Throws Failure when the system has no descriptors to give.
class Poller final {
public:
    enum class Source : std::uint8_t { socket, resolver };
    enum class Interest : std::uint8_t { read, write, both };
    struct Ready {
        bool socket_reads = false;
        bool socket_writes = false;
        bool resolver = false;
        bool timer = false;
    };

    Poller();

    [[nodiscard]] int descriptor() const noexcept { return epoll_.get(); }

    void watch(Source source, int descriptor, Interest interest);
    void change(Source source, int descriptor, Interest interest);
    void forget(int descriptor);

    // Tells once, at that time; before the next call of `wake_at`.
    void wake_at(std::chrono::steady_clock::time_point time);

    // What is ready now; the timer counts as told.
    [[nodiscard]] Ready poll();

    void release_after_fork() noexcept;

private:
    Descriptor epoll_;
    Descriptor timer_;
};

}  // namespace logbeam::transport
