#pragma once

#include <cstdint>
#include <mutex>

namespace logbeam::channel {

// How many forks lie between this process and the one that loaded the library. A core whose engine was made in
// another generation has no threads here and must make a new one.
[[nodiscard]] std::uint32_t fork_generation() noexcept;

// While it is held nobody forks: a child never finds half done what is done meanwhile, nor a lock of the host's that a
// thread holds which it does not have. For short things.
[[nodiscard]] std::unique_lock<std::mutex> forbid_fork();

// Begins to watch for forks; at the first connection.
void watch_forks();

}  // namespace logbeam::channel
