#include "channel/core.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/log_record.hpp>

#include <utility>

namespace logbeam {

LogSource::LogSource(Connection& connection, LogOptions options)
    : core_{connection.core()}, profile_{&core_->add_profile(std::move(options))} {}

LogSource::LogSource(std::string_view url, LogOptions options, ConnectionOptions connection_options)
    : own_{std::make_unique<Connection>(url, std::move(connection_options))},
      core_{own_->core()},
      profile_{&core_->add_profile(std::move(options))} {}

LogSource::~LogSource() = default;

void LogSource::submit(const LogRecord& record) noexcept {
    core_->submit(*profile_, record);
}

bool LogSource::allows_remote_level() const noexcept {
    return core_->options().remote_level == RemoteLevel::allow;
}

void LogSource::offer(std::shared_ptr<LoggerRegistry> loggers) {
    core_->offer(std::move(loggers));
}

void LogSource::wake() noexcept {
    core_->wake();
}

}  // namespace logbeam
