#pragma once

#include "query/ast.hpp"

#include <logbeam/event.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::query {

// The levels that stand so to this one, a bit for each.
[[nodiscard]] std::uint8_t levels_that(Order order, Level level) noexcept;

// "unknown level 'warnign', did you mean 'warning'?"
[[nodiscard]] std::string unknown_level(std::string_view text);

}  // namespace logbeam::query
