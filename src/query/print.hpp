#pragma once

#include "query/ast.hpp"

#include <string>

namespace logbeam::query {

// The query as everybody would write it: no more parentheses and quotes than it takes. It parses to the same tree.
[[nodiscard]] std::string print(const Node& query);

}  // namespace logbeam::query
