#include "transport/websocket/poller.hpp"

#include <logbeam/result.hpp>

#include <sys/epoll.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace logbeam::transport {

namespace {

constexpr std::uint32_t timer_source = 2;

std::uint32_t events_of(Poller::Interest interest) noexcept {
    switch (interest) {
        case Poller::Interest::read: return EPOLLIN;
        case Poller::Interest::write: return EPOLLOUT;
        case Poller::Interest::both: return EPOLLIN | EPOLLOUT;
    }
    return 0;
}

void control(int epoll, int operation, int descriptor, std::uint32_t source, std::uint32_t events) noexcept {
    epoll_event event{};
    event.events = events;
    event.data.u32 = source;
    ::epoll_ctl(epoll, operation, descriptor, &event);
}

timespec to_timespec(std::chrono::nanoseconds time) noexcept {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    return {seconds.count(), (time - seconds).count()};
}

}  // namespace

Poller::Poller()
    : epoll_{::epoll_create1(EPOLL_CLOEXEC)}, timer_{::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)} {
    if (!epoll_.is_open() || !timer_.is_open()) {
        throw Failure{Error{ErrorCode::internal,
                            "cannot make a connection's descriptors: " + std::generic_category().message(errno)}};
    }
    control(epoll_.get(), EPOLL_CTL_ADD, timer_.get(), timer_source, EPOLLIN);
}

void Poller::watch(Source source, int descriptor, Interest interest) {
    control(epoll_.get(), EPOLL_CTL_ADD, descriptor, static_cast<std::uint32_t>(source), events_of(interest));
}

void Poller::change(Source source, int descriptor, Interest interest) {
    control(epoll_.get(), EPOLL_CTL_MOD, descriptor, static_cast<std::uint32_t>(source), events_of(interest));
}

// Said aloud although closing does it: a child of a fork may still hold the socket, and then closing does not.
void Poller::forget(int descriptor) {
    control(epoll_.get(), EPOLL_CTL_DEL, descriptor, 0, 0);
}

void Poller::wake_at(std::chrono::steady_clock::time_point time) {
    const auto since_boot = std::max<std::chrono::nanoseconds>(time.time_since_epoch(), std::chrono::nanoseconds{1});
    const itimerspec setting{{0, 0}, to_timespec(since_boot)};
    ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &setting, nullptr);
}

Poller::Ready Poller::poll() {
    std::array<epoll_event, 3> events{};
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 0);
    Ready ready;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u32 == static_cast<std::uint32_t>(Source::resolver)) {
            ready.resolver = true;
        } else if (event.data.u32 == timer_source) {
            std::uint64_t times = 0;
            ready.timer = ::read(timer_.get(), &times, sizeof times) > 0;
        } else {
            // An error is found by reading, and by writing while it connects.
            ready.socket_reads = (event.events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0;
            ready.socket_writes = (event.events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0;
        }
    }
    return ready;
}

void Poller::release_after_fork() noexcept {
    epoll_.reset();
    timer_.reset();
}

}  // namespace logbeam::transport
