#include "embed/stop_wish.hpp"

#include <logbeam/result.hpp>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>

namespace logbeam::embed {
namespace {

// A signal handler has no other way to know.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
constinit std::atomic<int> awake{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void wake(int /*signal*/) {
    const int error_before = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(awake.load(), &one, sizeof one);
    errno = error_before;
}

// The descriptor becomes readable with the first signal. A signal that is ignored stays ignored (nohup).
class Signals {
public:
    Signals() : descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
        if (descriptor_ < 0) {
            throw Failure{Error{ErrorCode::limit_reached, "no descriptor is left to wait for signals with"}};
        }
        awake = descriptor_;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            struct sigaction ours {};
            ours.sa_handler = &wake;
            ::sigaction(numbers[i], nullptr, &before_[i]);
            if (before_[i].sa_handler != SIG_IGN) ::sigaction(numbers[i], &ours, nullptr);
        }
    }
    ~Signals() {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            ::sigaction(numbers[i], &before_[i], nullptr);
        awake = -1;
        ::close(descriptor_);
    }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

private:
    static constexpr std::array numbers{SIGINT, SIGTERM};

    int descriptor_;
    std::array<struct sigaction, 2> before_{};
};

// To read from a terminal whose foreground is another's would stop this program.
bool is_in_background() {
    return ::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) != ::getpgrp();
}

// Byte by byte: what stands behind the line is the program's.
bool has_read_a_line() {
    char byte = 0;
    const auto got = ::read(STDIN_FILENO, &byte, 1);
    return got == 0 || (got == 1 && byte == '\n') || (got < 0 && errno != EINTR && errno != EAGAIN);
}

}  // namespace

void wait_for_stop_wish() {
    const Signals signals;
    std::array<pollfd, 2> sources{{{signals.descriptor(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
    while (true) {
        const int ready = ::poll(sources.data(), sources.size(), -1);
        if (ready < 0 && errno != EINTR) return;
        if (ready <= 0) continue;
        if (sources[0].revents != 0) return;
        if (is_in_background()) {
            sources[1].fd = -1;
        } else if (has_read_a_line()) {
            return;
        }
    }
}

}  // namespace logbeam::embed
