#pragma once

#include <logbeam/event.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <ctime>
#include <optional>
#include <string_view>

// The small words that log lines begin with.
namespace logbeam::cli {

// Seconds since 1970 of a local time.
using LocalTime = std::time_t (*)(std::tm);

[[nodiscard]] std::time_t machine_time(std::tm local);  // by the machine's time zone

// `2026-11-20 10:57:33.123`, also with T, with a comma, without a fraction, with a zone. Length 0: no stamp.
struct Stamp {
    std::size_t length = 0;
    Timestamp time{};
};
[[nodiscard]] Stamp read_stamp(std::string_view text, LocalTime local);

// Names of levels as programs write them: those of parse_level, and FATAL, NOTICE, WRN, I and such.
[[nodiscard]] std::optional<Level> read_level(std::string_view name);

}  // namespace logbeam::cli
