#pragma once

#include "http/message.hpp"
#include "server/http_stage.hpp"
#include "server/sse_stage.hpp"
#include "server/websocket_stage.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/result.hpp>
#include <logbeam/topic.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// How a connection of HTTP becomes something else.
namespace logbeam::server {

inline constexpr std::string_view native_path = "/ws";  // any other is the realtime pattern's
inline constexpr std::string_view stream_path = "/events";

[[nodiscard]] bool is_websocket_upgrade(std::string_view upgrade, std::string_view connection) noexcept;

struct UpgradeHead {
    std::string_view method;
    std::string_view version;
    std::string_view key;
    std::string_view subprotocols;
};
[[nodiscard]] Result<void> check_upgrade(const UpgradeHead& head);
[[nodiscard]] std::string accept_of(const UpgradeHead& head);
[[nodiscard]] std::string_view subprotocol_of(const UpgradeHead& head) noexcept;  // empty: none

// The session behind the handshake. Without rights its token has to come in the greeting.
[[nodiscard]] Result<std::unique_ptr<WebSocketStage>> open_session(Connection& connection, Site& site, const Peer& peer,
                                                                   const http::Request& request,
                                                                   const hub::SharedRights& rights);

// The realtime pattern's topic: `?topic=`, else the first part of the path, else `default`.
[[nodiscard]] std::string topic_of(const http::Request& request);

[[nodiscard]] std::string stream_head(std::string_view cors_origin);

// Among the clients of the hub, as far as its token allows another connection.
[[nodiscard]] Result<std::unique_ptr<Membership>> enter(Site& site, const Peer& peer, std::string_view dialect,
                                                        const hub::SharedRights& rights);
[[nodiscard]] dialect::Session session_of(Site& site, Membership& membership, Connection& connection,
                                          const hub::SharedRights& rights);

}  // namespace logbeam::server
