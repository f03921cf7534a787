#include "http/process_stats.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <system_error>

namespace logbeam::http {
namespace {

// "12345 678 …": all pages, then those in memory.
std::uint64_t resident_bytes() {
    const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    std::array<char, 64> room{};
    const ssize_t count = ::read(file, room.data(), room.size());
    ::close(file);
    const std::string_view text{room.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return 0;
    std::uint64_t pages = 0;
    std::from_chars(text.data() + blank + 1, text.data() + text.size(), pages);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t open_descriptors() {
    std::error_code error;
    std::uint64_t count = 0;
    for (std::filesystem::directory_iterator at{"/proc/self/fd", error}, end; !error && at != end;
         at.increment(error)) {
        ++count;
    }
    return count == 0 ? 0 : count - 1;  // one of them was opened to look
}

double seconds(const timeval& time) noexcept {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds() noexcept {
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

ProcessStats read_process_stats() {
    return {resident_bytes(), open_descriptors(), cpu_seconds()};
}

}  // namespace logbeam::http
