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

void enter_child() {
    generation.fetch_add(1, std::memory_order_relaxed);
    Queue::forget_lanes_of_this_thread();
    LiveCores::for_each([](Core& core) { core.release_after_fork(); });
}

}  // namespace

std::uint32_t fork_generation() noexcept {
    return generation.load(std::memory_order_relaxed);
}

void watch_forks() {
    [[maybe_unused]] static const int watching = ::pthread_atfork(nullptr, nullptr, enter_child);
}

}  // namespace logbeam::channel
