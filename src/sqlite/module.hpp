#pragma once

#include "sqlite/api.hpp"

namespace logbeam::sqlite {

// What SQLite calls for tables `using logbeam(...)`. No exception leaves it.
[[nodiscard]] const sqlite3_module& module() noexcept;

}  // namespace logbeam::sqlite
