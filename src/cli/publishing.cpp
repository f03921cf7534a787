#include "cli/publishing.hpp"

#include "cli/line_format.hpp"
#include "cli/terminal.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::cli {

Publishing::Publishing(const Target& target, std::string_view default_source, ConnectionOptions options)
    : connection_{target.url, completed(target, default_source, std::move(options))} {}

ConnectionOptions Publishing::completed(const Target& target, std::string_view default_source,
                                        ConnectionOptions options) {
    options.source = target.source.empty() ? default_source : target.source;
    options.token = target.token;
    options.on_error = [this](const Error& error) {
        if (!is_muted_.load(std::memory_order_relaxed)) complain(error.message());
        if (!error.may_retry()) {
            refusal_.with([&](std::optional<Error>& refusal) {
                if (!refusal) refusal = error;
            });
        }
    };
    return options;
}

bool Publishing::flush(std::chrono::milliseconds timeout) {
    constexpr std::chrono::milliseconds step{100};  // between two looks whether it was refused
    while (timeout.count() > 0 && !refusal()) {
        if (connection_.flush(std::min(step, timeout))) return true;
        timeout -= step;
    }
    return false;
}

void submit_line(LogSource& source, std::string_view text, std::string_view default_logger) {
    if (text.empty()) return;
    const LogLine line = parse_line(text);
    LogRecord record;
    record.level = line.level.value_or(Level::info);
    record.time = line.time.value_or(std::chrono::system_clock::now());
    record.logger = line.logger.empty() ? default_logger : std::string_view{line.logger};
    record.message = line.message;
    if (line.fields.empty()) {
        source.submit(record);
    } else {
        const Context fields{line.fields};
        source.submit(record);
    }
}

}  // namespace logbeam::cli
