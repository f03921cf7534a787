#include <logbeam/drops.hpp>
#include <logbeam/event.hpp>
#include <logbeam/logger_registry.hpp>

#include <algorithm>
#include <array>

namespace logbeam {
namespace {

constexpr std::array<std::string_view, level_count> level_names{"trace",   "debug", "info",
                                                                "warning", "error", "critical"};

constexpr std::array<std::string_view, drop_reason_count> reason_names{"queue_full", "spool_full", "too_large",
                                                                       "filtered",   "encoding",   "closed"};

bool equals_ignoring_case(std::string_view text, std::string_view lower) noexcept {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char c, char expected) {
        return (c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c) == expected;
    });
}

}  // namespace

std::string_view to_string(Level level) noexcept {
    const auto index = static_cast<std::size_t>(level);
    return index < level_names.size() ? level_names[index] : "unknown";
}

std::optional<Level> parse_level(std::string_view name) noexcept {
    for (std::size_t index = 0; index < level_names.size(); ++index) {
        if (equals_ignoring_case(name, level_names[index])) return static_cast<Level>(index);
    }
    if (equals_ignoring_case(name, "warn")) return Level::warning;
    if (equals_ignoring_case(name, "err")) return Level::error;
    return std::nullopt;
}

std::string_view to_string(LoggerLevel level) noexcept {
    return level == LoggerLevel::off ? "off" : to_string(static_cast<Level>(level));
}

std::optional<LoggerLevel> parse_logger_level(std::string_view name) noexcept {
    if (equals_ignoring_case(name, "off")) return LoggerLevel::off;
    const auto level = parse_level(name);
    return level ? std::optional{static_cast<LoggerLevel>(*level)} : std::nullopt;
}

std::string_view to_string(DropReason reason) noexcept {
    const auto index = static_cast<std::size_t>(reason);
    return index < reason_names.size() ? reason_names[index] : "unknown";
}

}  // namespace logbeam
