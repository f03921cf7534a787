#pragma once

#include <logbeam/result.hpp>

#include <string>

namespace logbeam::store {

// A consistent copy of a store's folder into a new one, while a broker writes to it. Sealed segments become hard links
// where the file system has them.
Result<void> copy_store(const std::string& from, const std::string& to);

}  // namespace logbeam::store
