#pragma once

#include "query/ast.hpp"

#include <string>
#include <string_view>

namespace logbeam::query {

inline constexpr std::string_view message_path = "data.message";
inline constexpr std::string_view level_path = "data.level";

// The envelope's names, else a path in `data`.
[[nodiscard]] Field field_named(std::string_view name);

// The shortest name of it.
[[nodiscard]] std::string name_of(const Field& field);

}  // namespace logbeam::query
