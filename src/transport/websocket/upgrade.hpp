#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The HTTP request that asks for a WebSocket, and its answer. Pure.
namespace logbeam::transport {

struct UpgradeRequest {
    std::string authority;  // host:port
    std::string path;       // with the query
    std::string key;        // see websocket::client_key
    std::string token;      // empty: none; one that cannot stand in a header is left out
};

[[nodiscard]] std::string to_text(const UpgradeRequest& request);

enum class Input : std::uint8_t { goes_on, has_ended };

// How many bytes the answer takes, frames follow; nothing while it is incomplete. An error when it is not the upgrade
// that was asked for: with what the body says, if it is one of logbeam's JSON errors.
[[nodiscard]] Result<std::optional<std::size_t>> read_upgrade(std::string_view bytes, std::string_view key,
                                                              Input input = Input::goes_on);

}  // namespace logbeam::transport
