#pragma once

#include <string>
#include <string_view>

namespace logbeam::test {

// The path of what stands below tests/data, as `query`, or of a page of the docs, as `../../docs/query.md`.
[[nodiscard]] std::string data_path(std::string_view name);

}  // namespace logbeam::test
