#include "cli/stop_signal.hpp"

#include <logbeam/result.hpp>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace logbeam::cli {

namespace {

sigset_t stopping_signals() noexcept {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

StopSignal::StopSignal() {
    const sigset_t signals = stopping_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    descriptor_ = ::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    if (descriptor_ < 0) {
        throw Failure{Error{ErrorCode::limit_reached, "no descriptor is left to wait for signals with"}};
    }
}

StopSignal::~StopSignal() {
    release();
    ::close(descriptor_);
}

bool StopSignal::is_raised() const noexcept {
    pollfd raised{descriptor_, POLLIN, 0};
    return ::poll(&raised, 1, 0) > 0;
}

void StopSignal::release() const noexcept {
    signalfd_siginfo taken{};
    while (::read(descriptor_, &taken, sizeof taken) > 0) {}
    const sigset_t signals = stopping_signals();
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace logbeam::cli
