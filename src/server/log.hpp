#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"

#include <logbeam/event.hpp>
#include <logbeam/log_record.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace logbeam::server {

struct LogOptions {
    Level level = Level::info;    // below is not said
    std::size_t per_second = 10;  // of one text; the next one that is said tells how many were not
};

// What the broker says about itself: one line for people, one record for whoever watches $sys.log. A message is a text
// that is always the same, what varies are its fields: the text is what is counted. A sink that logs in turn is heard
// on the line only, so that nothing goes round in circles; one that throws is left alone. Thread-safe; the sink is
// called on the thread that logs.
class Log {
public:
    using WriteLine = std::function<void(const std::string& line)>;  // with its line end
    using Sink = std::function<void(const LogRecord& record, const Fields& fields)>;

    Log(LogOptions options, Clock& clock, WriteLine write_line = to_stderr);
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    // While no other thread logs.
    void set_sink(Sink sink) { sink_ = std::move(sink); }

    void debug(std::string_view message, Fields fields = {}) noexcept { say(Level::debug, message, fields); }
    void info(std::string_view message, Fields fields = {}) noexcept { say(Level::info, message, fields); }
    void warning(std::string_view message, Fields fields = {}) noexcept { say(Level::warning, message, fields); }
    void error(std::string_view message, Fields fields = {}) noexcept { say(Level::error, message, fields); }

    static void to_stderr(const std::string& line);

private:
    struct Site {
        std::chrono::steady_clock::time_point second;
        std::size_t said = 0;
        std::uint64_t left_out = 0;
    };

    void say(Level level, std::string_view message, Fields& fields) noexcept;
    [[nodiscard]] bool admit(std::string_view message, Fields& fields);
    void tell_sink(const LogRecord& record, const Fields& fields);

    const LogOptions options_;
    Clock& clock_;
    const WriteLine write_line_;
    Sink sink_;
    Guarded<std::map<std::string, Site, std::less<>>> sites_;
};

// As long as it lives, the sink hears what the log says.
class LogTap final {
public:
    LogTap(Log& log, Log::Sink sink) : log_{log} { log.set_sink(std::move(sink)); }
    ~LogTap() { log_.set_sink({}); }
    LogTap(const LogTap&) = delete;
    LogTap& operator=(const LogTap&) = delete;

private:
    Log& log_;
};

// `2026-11-20T10:57:33.123Z warning token file not read path=/etc/tokens`, without control characters.
[[nodiscard]] std::string log_line(const LogRecord& record, const Fields& fields);

// The `data` of its event: level, message, logger, and the fields beside them.
[[nodiscard]] std::string log_data(const LogRecord& record, const Fields& fields);

}  // namespace logbeam::server
