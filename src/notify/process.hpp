#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::notify {

// How a program ended, and what it said.
struct Ended {
    enum class How : std::uint8_t { code, signal, too_slow, not_started };

    How how = How::not_started;
    int number = 0;      // the code, the signal, or errno
    std::string output;  // the end of stdout and stderr, at most 64 KiB
};

struct Process {
    std::vector<std::string> words;
    std::vector<std::string> environment;
    std::string input;
    std::chrono::milliseconds timeout;
    const std::atomic<bool>& given_up;  // as if its time were over
};

// Runs it in a process group of its own, without any of our descriptors and signals, and waits for its end; kills the
// group when that is not in time. Thread-safe.
[[nodiscard]] Ended run(const Process& process);

}  // namespace logbeam::notify
