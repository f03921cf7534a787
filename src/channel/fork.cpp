#include "channel/fork.hpp"

#include "channel/core.hpp"
#include "channel/live_cores.hpp"
#include "channel/queue.hpp"

#include <pthread.h>

#include <atomic>

namespace logbeam::channel {

namespace {

// One per process by nature. Written in the child of a fork, where only the forking thread exists.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<std::uint32_t> generation{0};

// The same.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
constinit std::mutex no_fork;

void enter_fork() {
    no_fork.lock();
}

void leave_fork() {
    no_fork.unlock();
}

void enter_child() {
    leave_fork();
    generation.fetch_add(1, std::memory_order_relaxed);
    Queue::forget_lanes_of_this_thread();
    LiveCores::for_each([](Core& core) { core.release_after_fork(); });
}

}  // namespace

std::uint32_t fork_generation() noexcept {
    return generation.load(std::memory_order_relaxed);
}

std::unique_lock<std::mutex> forbid_fork() {
    return std::unique_lock{no_fork};
}

void watch_forks() {
    [[maybe_unused]] static const int watching = ::pthread_atfork(enter_fork, leave_fork, enter_child);
}

}  // namespace logbeam::channel
