#pragma once

#include "query/need.hpp"

#include <vector>

// Lists of needs, without the parts that say nothing.
namespace logbeam::query {

[[nodiscard]] Need all_of(std::vector<Need> parts);
[[nodiscard]] Need any_of(std::vector<Need> parts);

}  // namespace logbeam::query
