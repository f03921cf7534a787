#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// Spans of time as people write them into an address or a command line. Pure.
namespace logbeam::http {

// `500ms`, `10s`, `15m`, `2h`, `7d`, `1w`: a whole number of one unit, more than nothing.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_span(std::string_view text) noexcept;

// The same back, in the largest unit that leaves a whole number.
[[nodiscard]] std::string span_text(std::chrono::nanoseconds span);

}  // namespace logbeam::http
