#pragma once

#include <array>
#include <string>
#include <string_view>

// The pure parts of the opening handshake (RFC 6455, 4), for both roles.
namespace logbeam::websocket {

inline constexpr std::string_view native_subprotocol = "logbeam.v1";

// `Sec-WebSocket-Accept` for a `Sec-WebSocket-Key`.
[[nodiscard]] std::string accept_key(std::string_view key);

// A client's `Sec-WebSocket-Key`.
[[nodiscard]] std::string client_key(const std::array<unsigned char, 16>& random);

// Whether it is one: sixteen bytes in base64.
[[nodiscard]] bool is_client_key(std::string_view key) noexcept;

// As header names are compared.
[[nodiscard]] bool is_same_in_any_case(std::string_view one, std::string_view other) noexcept;

// Whether a list such as `Connection: keep-alive, Upgrade` names the token, in any ASCII case.
[[nodiscard]] bool has_token(std::string_view header, std::string_view token) noexcept;

// Whether `Sec-WebSocket-Protocol` names the subprotocol, exactly so.
[[nodiscard]] bool offers_subprotocol(std::string_view header, std::string_view name) noexcept;

}  // namespace logbeam::websocket
