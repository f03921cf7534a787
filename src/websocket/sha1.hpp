#pragma once

#include <array>
#include <string_view>

namespace logbeam::websocket {

// SHA-1 (RFC 3174), which the opening handshake asks for. Not for secrets.
[[nodiscard]] std::array<unsigned char, 20> sha1(std::string_view text);

}  // namespace logbeam::websocket
