#include "channel/core.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/topic.hpp>

#include <utility>

namespace logbeam {

namespace {

// Where a pattern cannot make topics it is better said now than at the first log call.
const channel::LogProfile& checked_profile(channel::Core& core, LogOptions options) {
    if (!options.topic.empty()) {
        (void)topic_for_logger(options.topic, core.options().source, "logger");
    }
    return core.add_profile(std::move(options));
}

}  // namespace

LogSource::LogSource(Connection& connection, LogOptions options)
    : core_{connection.core()}, profile_{&checked_profile(*core_, std::move(options))} {}

LogSource::LogSource(std::string_view url, LogOptions options, ConnectionOptions connection_options)
    : own_{std::make_unique<Connection>(url, std::move(connection_options))},
      core_{own_->core()},
      profile_{&checked_profile(*core_, std::move(options))} {}

LogSource::~LogSource() = default;

void LogSource::submit(const LogRecord& record) noexcept {
    core_->submit(*profile_, record);
}

void LogSource::wake() noexcept {
    core_->wake();
}

}  // namespace logbeam
