#pragma once

#include <string>
#include <string_view>

namespace logbeam::http {

// RFC 4648, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] bool is_base64(std::string_view text) noexcept;

}  // namespace logbeam::http
