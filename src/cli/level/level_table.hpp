#pragma once

#include <logbeam/event.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// Which loggers: of all programs or of one, all of them or one. A value.
struct LoggerChoice {
    std::string_view source;                 // empty: any
    std::optional<std::string> logger = {};  // without: any
};

// Reads what `/api/levels` answered, as docs/http_api.md shows it.

// A line a logger: `orders-api  net  debug  until 2026-11-21T19:05:00Z, was info`; the default one stands as one writes
// it, ''. Empty when there is none.
[[nodiscard]] std::string level_table(const Value& answer, const LoggerChoice& choice);

// Whether every program of the source has dealt with what it was asked.
[[nodiscard]] bool is_answered(const Value& answer, std::string_view source);

// "net, db": those that there are, for who asked for another one.
[[nodiscard]] std::string logger_names(const Value& answer, std::string_view source);

}  // namespace logbeam::cli
