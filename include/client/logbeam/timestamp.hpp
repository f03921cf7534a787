#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam {

// Wall-clock time to the nanosecond, from 1677 to 2262.
using Timestamp = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

// RFC 3339 in UTC with nine digits of fraction, and back (any offset, up to nine digits).
[[nodiscard]] std::string to_rfc3339(Timestamp time);
[[nodiscard]] std::optional<Timestamp> parse_rfc3339(std::string_view text) noexcept;

}  // namespace logbeam
