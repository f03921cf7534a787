#pragma once

#include <cstdint>

namespace logbeam::http {

// What the operating system says about this process; 0 where it does not say.
struct ProcessStats {
    std::uint64_t resident_bytes = 0;
    std::uint64_t open_descriptors = 0;
    double cpu_seconds = 0;
};

// Linux: /proc/self and getrusage.
[[nodiscard]] ProcessStats read_process_stats();

}  // namespace logbeam::http
