#pragma once

#include <cstdint>

namespace logbeam::channel {

// How many forks lie between this process and the one that loaded the library. A core whose engine was made in
// another generation has no threads here and must make a new one.
[[nodiscard]] std::uint32_t fork_generation() noexcept;

// Begins to watch for forks; at the first connection.
void watch_forks();

}  // namespace logbeam::channel
