#pragma once

#include "cli/line_stamp.hpp"

#include <logbeam/event.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

enum class LineForm : std::uint8_t { plain, logfmt, json, spdlog };

// What one line of a program's output says. A value.
struct LogLine {
    LineForm form = LineForm::plain;
    std::optional<Level> level;
    std::optional<Timestamp> time;
    std::string logger;  // empty: none is named
    std::string message;
    Fields fields;  // that the message does not repeat
};

// Never fails: what is of no known form is plain text.
//
//     {"level":"warn","msg":"slow","ms":91}                  a JSON object that has a message
//     ts=2026-11-20T10:57:33Z level=warn msg=slow ms=91      nothing but pairs, a level or a message among them
//     [2026-11-20 10:57:33.123] [orders] [warning] slow      spdlog's default pattern; the logger may be absent
//     2026-11-20 10:57:33 WARN slow                          plain: time and level are found at the start if they are there
//
// Colours are taken out. A time without a zone is local.
[[nodiscard]] LogLine parse_line(std::string_view line, LocalTime local = machine_time);

}  // namespace logbeam::cli
