#pragma once

#include <logbeam/connection.hpp>
#include <logbeam/event.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/spdlog_format.hpp>
#include <logbeam/spdlog_loggers.hpp>
#include <logbeam/typed_event.hpp>

#include <spdlog/details/log_msg.h>
#include <spdlog/formatter.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/sink.h>
#include <spdlog/spdlog.h>
#include <spdlog/version.h>

// Since 1.14.0, in its first form without an include guard.
#if SPDLOG_VERSION >= 11401 && !defined(SPDLOG_NO_TLS)
#include <spdlog/mdc.h>
#define LOGBEAM_HAS_SPDLOG_MDC 1
#endif

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace logbeam {

// What becomes of the message: spdlog's payload as it was logged, or as the sink's pattern formats it.
enum class SinkText : std::uint8_t { payload, formatted };

struct SinkOptions : LogOptions {
    SinkText text = SinkText::payload;
};

// Turns each log call into an event `logger.<level>` on the topic `logs.<logger name>`. Thread-safe: one sink
// serves any number of loggers, synchronous and asynchronous. `log` takes no lock (with SinkText::formatted: the
// formatter's), never waits (the `block` policy excepted) and never throws. Not for use in signal handlers.
class event_sink final : public spdlog::sinks::sink {
public:
    explicit event_sink(Connection& connection, SinkOptions options = {})
        : text_{options.text}, source_{connection, std::move(options)} {
        offer_loggers();
    }
    explicit event_sink(std::string_view url, SinkOptions options = {}, ConnectionOptions connection_options = {})
        : text_{options.text}, source_{url, std::move(options), std::move(connection_options)} {
        offer_loggers();
    }

    void log(const spdlog::details::log_msg& message) override {
        LogRecord record;
        record.level = to_level(message.level);
        record.time = std::chrono::time_point_cast<Timestamp::duration>(message.time);
        record.thread = message.thread_id;
        record.logger = view(message.logger_name);
        record.message = view(message.payload);
        record.file = message.source.filename;
        record.function = message.source.funcname;
        record.line = static_cast<std::uint32_t>(message.source.line);
        if (text_ == SinkText::formatted) {
            submit_formatted(message, record);
        } else {
            submit(record);
        }
    }

    // Asks the worker to look now, and returns. To wait for delivery there is Connection::flush.
    void flush() override { source_.wake(); }

    // Both are ignored unless SinkText::formatted asks for them: spdlog's registry sets its pattern on every sink.
    void set_pattern(const std::string& pattern) override {
        set_formatter(std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::local, ""));
    }
    void set_formatter(std::unique_ptr<spdlog::formatter> formatter) override {
        const std::lock_guard<std::mutex> lock{formatter_mutex_};
        formatter_.swap(formatter);
    }

    // The connection of a sink that was made from a URL, else nullptr.
    [[nodiscard]] Connection* own_connection() const noexcept { return source_.own_connection(); }

private:
    void offer_loggers() {
        if (source_.allows_remote_level()) source_.offer(std::make_shared<SpdlogRegistry>());
    }

    template <class View>
    static std::string_view view(const View& text) noexcept {
        return {text.data(), text.size()};
    }

    static Level to_level(spdlog::level::level_enum level) noexcept {
        return level >= spdlog::level::critical ? Level::critical : static_cast<Level>(level);
    }

    void submit(const LogRecord& record) noexcept {
#ifdef LOGBEAM_HAS_SPDLOG_MDC
        if (!spdlog::mdc::get_context().empty() && submit_with_mdc(record)) {
            return;
        }
#endif
        source_.submit(record);
    }

#ifdef LOGBEAM_HAS_SPDLOG_MDC
    bool submit_with_mdc(const LogRecord& record) noexcept {
        try {
            Fields fields;
            for (const auto& entry : spdlog::mdc::get_context()) {
                fields.set(entry.first, Value{entry.second});
            }
            const Context context{fields};
            source_.submit(record);
            return true;
        } catch (...) {  // no memory for the fields
            return false;
        }
    }
#endif

    // Where the formatter throws the payload goes as it is: plain, but not lost.
    void submit_formatted(const spdlog::details::log_msg& message, LogRecord record) noexcept {
        spdlog::memory_buf_t text;
        try {
            const std::lock_guard<std::mutex> lock{formatter_mutex_};
            formatter_->format(message, text);
            record.message = without_line_end(view(text));
        } catch (...) {}
        submit(record);
    }

    static std::string_view without_line_end(std::string_view text) noexcept {
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
            text.remove_suffix(1);
        }
        return text;
    }

    const SinkText text_;
    LogSource source_;
    std::mutex formatter_mutex_;
    std::unique_ptr<spdlog::formatter> formatter_ = std::make_unique<spdlog::pattern_formatter>();
};

// A sink with a connection of its own, or one that shares yours.
[[nodiscard]] inline std::shared_ptr<event_sink> make_spdlog_sink(std::string_view url, SinkOptions options = {},
                                                                  ConnectionOptions connection_options = {}) {
    return std::make_shared<event_sink>(url, std::move(options), std::move(connection_options));
}
[[nodiscard]] inline std::shared_ptr<event_sink> make_spdlog_sink(Connection& connection, SinkOptions options = {}) {
    return std::make_shared<event_sink>(connection, std::move(options));
}

// Adds one sink to the default logger and to every registered one. As with every change of a logger's sinks:
// before other threads log through them. Loggers made later get it by `sinks().push_back(sink)`.
inline std::shared_ptr<event_sink> attach(Connection& connection, SinkOptions options = {}) {
    auto sink = make_spdlog_sink(connection, std::move(options));
    spdlog::apply_all([&sink](const std::shared_ptr<spdlog::logger>& logger) { logger->sinks().push_back(sink); });
    return sink;
}

}  // namespace logbeam
