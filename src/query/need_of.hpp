#pragma once

#include "query/ast.hpp"
#include "query/need.hpp"

namespace logbeam::query {

[[nodiscard]] Need need_of(const Node& query);

}  // namespace logbeam::query
