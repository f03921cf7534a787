#pragma once

#include "query/ast.hpp"

#include <logbeam/timestamp.hpp>

#include <optional>
#include <string_view>

namespace logbeam::query {

// A moment in RFC 3339, a whole day (`2026-11-20`, in UTC) or one that lies back (`-15m`; s m h d w) or ahead (`+1h`).
[[nodiscard]] std::optional<TimeRange> parse_moment(std::string_view text, Timestamp now) noexcept;

}  // namespace logbeam::query
