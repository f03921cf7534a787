#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

// What the kernel knows of this process.
namespace logbeam::bench {

// A figure of /proc/<path>, by the name in front of it, as "VmRSS".
inline std::uint64_t proc_figure(const std::string& path, const std::string& name) {
    std::ifstream file{"/proc/" + path};
    for (std::string word; file >> word;) {
        if (word == name + ":") {
            std::uint64_t value = 0;
            file >> value;
            return value;
        }
    }
    return 0;
}

inline std::uint64_t rss_kb() {
    return proc_figure("self/status", "VmRSS");
}

inline std::uint64_t thread_count() {
    return proc_figure("self/status", "Threads");
}

// How often the threads of this process went to sleep of their own will, this one left out.
inline std::uint64_t sleeps_of_other_threads() {
    std::uint64_t sum = 0;
    for (const auto& thread : std::filesystem::directory_iterator{"/proc/self/task"}) {
        const std::string id = thread.path().filename();
        if (id != std::to_string(::getpid())) {
            sum += proc_figure("self/task/" + id + "/status", "voluntary_ctxt_switches");
        }
    }
    return sum;
}

// The processor time of the whole process.
inline std::chrono::nanoseconds cpu_time() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace logbeam::bench
