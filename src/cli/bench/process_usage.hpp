#pragma once

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>

namespace logbeam::cli {

// What a process has used so far, by /proc: all its threads, those that ended too.
struct ProcessUsage {
    std::chrono::nanoseconds cpu{0};
    std::uint64_t resident_bytes = 0;
};

[[nodiscard]] Result<ProcessUsage> usage_of(int pid);

}  // namespace logbeam::cli
