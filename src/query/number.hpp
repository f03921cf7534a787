#pragma once

#include "json/number.hpp"

#include <optional>
#include <string_view>

namespace logbeam::query {

// A JSON number by what it is worth: an integer of 64 bits as such, however it is written, else a double. Nothing when
// the text is no number, or one that no double holds.
[[nodiscard]] std::optional<json::Number> number_of(std::string_view text) noexcept;

// Below zero, zero or above it: exact, for numbers as number_of returns them.
[[nodiscard]] int compare(const json::Number& left, const json::Number& right) noexcept;

}  // namespace logbeam::query
