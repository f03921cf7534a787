#pragma once

#include "cli/target.hpp"

#include <logbeam/result.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// Takes a piece of the body; false: that is enough.
using TakeBody = std::function<bool(std::string_view piece)>;

// Asks the broker over HTTP, and waits: `path` begins with `/` and is encoded. An answer that is no success is an error,
// with what the broker says of it. Throws Failure for a URL that leads to no broker.
[[nodiscard]] Result<void> http_get(const Target& target, const std::string& path, const TakeBody& take);

}  // namespace logbeam::cli
