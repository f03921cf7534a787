#pragma once

#include "cli/target.hpp"

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// Takes a piece of the body; false: that is enough.
using TakeBody = std::function<bool(std::string_view piece)>;

// Ask the broker over HTTP, and wait: `path` begins with `/` and is encoded. An answer that is no success is an error,
// with what the broker says of it. They throw Failure for a URL that leads to no broker.
[[nodiscard]] Result<void> http_get(const Target& target, const std::string& path, const TakeBody& take);
[[nodiscard]] Result<void> http_post(const Target& target, const std::string& path, const std::string& json);

// The same, whole; what is no success is thrown as Failure.
[[nodiscard]] Value http_get_json(const Target& target, const std::string& path);

}  // namespace logbeam::cli
