#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// For RemoteLevel::allow: what a logging bridge offers, so that the other end can change the levels of the program's
// loggers.
namespace logbeam {

// From which level on a logger logs.
enum class LoggerLevel : std::uint8_t { trace, debug, info, warning, error, critical, off };

[[nodiscard]] std::string_view to_string(LoggerLevel level) noexcept;

// Knows the names above and the aliases `warn` and `err`, in any ASCII case.
[[nodiscard]] std::optional<LoggerLevel> parse_logger_level(std::string_view name) noexcept;

// A logger of the host. Thread-safe; takes no lock, so that the connection's worker may call it whatever the host is
// doing. One that has gone meanwhile has its last level, and nothing happens to it.
class HostLogger {
public:
    virtual ~HostLogger() = default;

    [[nodiscard]] virtual const std::string& name() const noexcept = 0;
    [[nodiscard]] virtual LoggerLevel level() const noexcept = 0;
    virtual void set_level(LoggerLevel level) noexcept = 0;
};

// Knows all loggers. Called on a thread of its own, for whoever closes a connection may hold the logging library's locks.
class LoggerRegistry {
public:
    virtual ~LoggerRegistry() = default;

    [[nodiscard]] virtual std::vector<std::shared_ptr<HostLogger>> loggers() = 0;
};

}  // namespace logbeam
