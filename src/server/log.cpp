#include "server/log.hpp"

#include <cstdio>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::size_t most_sites = 1000;

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): each thread has its own
thread_local constinit bool is_inside_sink = false;

class InsideSink {
public:
    InsideSink() { is_inside_sink = true; }
    ~InsideSink() { is_inside_sink = false; }
    InsideSink(const InsideSink&) = delete;
    InsideSink& operator=(const InsideSink&) = delete;
};

}  // namespace

Log::Log(LogOptions options, Clock& clock, WriteLine write_line)
    : options_{options}, clock_{clock}, write_line_{std::move(write_line)} {}

void Log::say(Level level, std::string_view message, Fields& fields) noexcept {
    if (level < options_.level) return;
    try {
        if (!admit(message, fields)) return;
        LogRecord record;
        record.level = level;
        record.time = clock_.wall_now();
        record.logger = "broker";
        record.message = message;
        write_line_(log_line(record, fields));
        tell_sink(record, fields);
    } catch (...) {  // no memory, or the sink threw: a broker that cannot say something goes on
    }
}

bool Log::admit(std::string_view message, Fields& fields) {
    const auto now = clock_.steady_now();
    const auto left_out = sites_.with([&](auto& sites) -> std::optional<std::uint64_t> {
        if (sites.size() >= most_sites) sites.clear();
        auto site = sites.find(message);
        if (site == sites.end()) site = sites.emplace(message, Site{now}).first;
        Site& counted = site->second;
        if (now - counted.second >= std::chrono::seconds{1}) {
            counted.second = now;
            counted.said = 0;
        }
        if (counted.said == options_.per_second) {
            ++counted.left_out;
            return std::nullopt;
        }
        ++counted.said;
        return std::exchange(counted.left_out, 0);
    });
    if (left_out && *left_out != 0) fields.set("left_out", *left_out);
    return left_out.has_value();
}

void Log::tell_sink(const LogRecord& record, const Fields& fields) {
    if (!sink_ || is_inside_sink) return;
    const InsideSink inside;
    sink_(record, fields);
}

void Log::to_stderr(const std::string& line) {
    std::fputs(line.c_str(), stderr);
}

}  // namespace logbeam::server
