#include "cli/bench/process_usage.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace logbeam::cli {

namespace {

// /proc/PID/stat behind the program's name, which may hold anything, spaces and parentheses too.
constexpr int fields_before_utime = 11;
constexpr int fields_between_stime_and_rss = 8;

}  // namespace

Result<ProcessUsage> usage_of(int pid) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
    const std::string line{std::istreambuf_iterator<char>{file}, {}};
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos) {
        return Error{ErrorCode::invalid_option, "--pid " + std::to_string(pid) + ": there is no such process"};
    }

    std::istringstream words{line.substr(name_end + 1)};
    std::string skipped;
    for (int field = 0; field < fields_before_utime; ++field) {
        words >> skipped;
    }
    std::int64_t user = 0;
    std::int64_t system = 0;
    words >> user >> system;
    for (int field = 0; field < fields_between_stime_and_rss; ++field) {
        words >> skipped;
    }
    std::uint64_t pages = 0;
    words >> pages;

    const std::int64_t tick = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    return ProcessUsage{std::chrono::nanoseconds{(user + system) * tick},
                        pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE))};
}

}  // namespace logbeam::cli
