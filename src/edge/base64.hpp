#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logbeam::edge {

// RFC 4648, with padding; nothing when it is something else.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace logbeam::edge
