#pragma once

#include "query/ast.hpp"
#include "query/program.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <string_view>

namespace logbeam::query {

// Parses and checks.
[[nodiscard]] Result<Node> parse(std::string_view text, Timestamp now, const QueryLimits& limits);

}  // namespace logbeam::query
