#pragma once

#include "cli/line_format.hpp"

#include <optional>
#include <string_view>

// Lines that consist of named members.
namespace logbeam::cli {

// Nothing: the line is not of this form, or has no message.
[[nodiscard]] std::optional<LogLine> parse_json_line(std::string_view line, LocalTime local);
[[nodiscard]] std::optional<LogLine> parse_logfmt_line(std::string_view line, LocalTime local);

}  // namespace logbeam::cli
