#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace logbeam::json {

// A number as JSON writes it: int64, else uint64, else double. An integer beyond 64 bits is a double too.
using Number = std::variant<std::int64_t, std::uint64_t, double>;

// The whole text as a number; nothing when it is none, or larger than any double.
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) noexcept;

// Whether the whole text is a number that keeps its value: an integer of 64 bits, or a fraction or exponent
// that a double holds.
[[nodiscard]] bool is_exact_number(std::string_view text) noexcept;

}  // namespace logbeam::json
