#include "channel/wakeup.hpp"

#include <logbeam/result.hpp>

#include <linux/membarrier.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace logbeam::channel {

namespace {

int membarrier(int command) noexcept {
    return static_cast<int>(::syscall(SYS_membarrier, command, 0, 0));
}

timespec to_timespec(std::chrono::nanoseconds time) noexcept {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    return {seconds.count(), (time - seconds).count()};
}

}  // namespace

Wakeup::Wakeup()
    : event_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)},
      can_park_{membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0} {
    if (event_ < 0) {
        throw Failure{Error{ErrorCode::internal,
                            std::string{"cannot create an eventfd: "} + std::generic_category().message(errno)}};
    }
}

Wakeup::~Wakeup() {
    ::close(event_);
}

void Wakeup::doze(std::chrono::nanoseconds limit, int descriptor) {
    resting_.store(true, std::memory_order_relaxed);
    sleep(limit, descriptor);
    resting_.store(false, std::memory_order_relaxed);
}

void Wakeup::rouse() const noexcept {
    const int saved = errno;
    const std::uint64_t one = 1;
    // It fails only when the counter is full, and then the worker is roused already.
    [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one);
    errno = saved;
}

void Wakeup::sleep(std::optional<std::chrono::nanoseconds> limit, int descriptor) {
    rests_.fetch_add(1, std::memory_order_relaxed);
    std::array<pollfd, 2> waits{pollfd{event_, POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};  // -1 is passed over
    const timespec time = to_timespec(limit.value_or(std::chrono::nanoseconds{0}));
    ::ppoll(waits.data(), waits.size(), limit ? &time : nullptr, nullptr);
    if ((waits[0].revents & POLLIN) != 0) {
        std::uint64_t roused = 0;
        [[maybe_unused]] const auto taken = ::read(event_, &roused, sizeof roused);
    }
}

void Wakeup::barrier_in_all_threads() noexcept {
    membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
}

}  // namespace logbeam::channel
