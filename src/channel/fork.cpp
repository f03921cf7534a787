#include "channel/fork.hpp"

#include "channel/queue.hpp"

#include <pthread.h>

#include <atomic>

namespace logbeam::channel {

namespace {

// One per process by nature. Written in the child of a fork, where only the forking thread exists.
std::atomic<std::uint32_t> generation{0};

void enter_child() {
    generation.fetch_add(1, std::memory_order_relaxed);
    Queue::forget_lanes_of_this_thread();
}

}  // namespace

std::uint32_t fork_generation() noexcept {
    return generation.load(std::memory_order_relaxed);
}

void watch_forks() {
    [[maybe_unused]] static const int watching = ::pthread_atfork(nullptr, nullptr, enter_child);
}

}  // namespace logbeam::channel
