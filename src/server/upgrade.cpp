#include "server/upgrade.hpp"

#include "dialect/native/native_conversation.hpp"
#include "dialect/realtime/realtime_conversation.hpp"
#include "http/cors.hpp"
#include "server/http_text.hpp"
#include "websocket/handshake.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace logbeam::server {
namespace {

std::size_t connections_of(const hub::Hub& hub, std::string_view user) {
    const auto& clients = hub.clients.clients();
    return static_cast<std::size_t>(
        std::count_if(clients.begin(), clients.end(), [user](const auto& each) { return each.second.user == user; }));
}

Error malformed(std::string_view name, std::string_view expected) {
    return Error{ErrorCode::malformed_request, std::string{name}.append(": expected ").append(expected)};
}

}  // namespace

bool is_websocket_upgrade(std::string_view upgrade, std::string_view connection) noexcept {
    return websocket::has_token(upgrade, "websocket") && websocket::has_token(connection, "upgrade");
}

Result<void> check_upgrade(const UpgradeHead& head) {
    if (head.method != "GET") return malformed("method", "GET for an upgrade");
    if (head.version != "13") return malformed("Sec-WebSocket-Version", "13");
    if (!websocket::is_client_key(head.key)) return malformed("Sec-WebSocket-Key", "sixteen bytes in base64");
    return {};
}

std::string accept_of(const UpgradeHead& head) {
    return websocket::accept_key(head.key);
}

std::string_view subprotocol_of(const UpgradeHead& head) noexcept {
    return websocket::offers_subprotocol(head.subprotocols, websocket::native_subprotocol)
               ? websocket::native_subprotocol
               : std::string_view{};
}

Result<std::unique_ptr<Membership>> enter(Site& site, const Peer& peer, std::string_view dialect,
                                          const hub::SharedRights& rights) {
    hub::Client client;
    client.dialect = dialect;
    client.address = peer.address;
    if (rights) client.user = rights->user;
    const std::uint64_t allowed = site.limits_of(rights).connections;
    if (!client.user.empty() && allowed != 0 && connections_of(site.hub, client.user) >= allowed) {
        ++site.hub.counters.limits_reached;
        return Error{ErrorCode::limit_reached, "token '" + client.user + "' has " + std::to_string(allowed) +
                                                   " connections (limits.connections_per_token)"};
    }
    return std::make_unique<Membership>(site.hub, std::move(client));
}

dialect::Session session_of(Site& site, Membership& membership, Connection& connection,
                            const hub::SharedRights& rights) {
    dialect::Session session{site.sessions, membership.client(), connection, site.sessions.limits, nullptr};
    const TokenUse use = site.limits_of(rights);
    if (use.subscriptions != 0) session.limits.subscriptions = use.subscriptions;
    if (use.events_per_second == 0 && use.bytes_per_second == 0) return session;
    std::weak_ptr<dialect::TokenBudget>& shared = site.token_budgets[rights->user];
    session.token = shared.lock();
    if (!session.token) {
        session.token = std::make_shared<dialect::TokenBudget>(
            dialect::TokenBudget{hub::Budget{use.events_per_second}, hub::Budget{use.bytes_per_second}});
        shared = session.token;
    }
    return session;
}

std::string topic_of(const http::Request& request) {
    if (const std::string* topic = request.parameter("topic"); topic != nullptr && !topic->empty()) return *topic;
    const std::size_t begin = request.path.find_first_not_of('/');
    if (begin == std::string::npos) return "default";
    return request.path.substr(begin, request.path.find('/', begin) - begin);
}

Result<std::unique_ptr<WebSocketStage>> open_session(Connection& connection, Site& site, const Peer& peer,
                                                     const http::Request& request, const hub::SharedRights& rights) {
    const bool is_native = request.path == native_path;
    const std::string topic = is_native ? std::string{} : topic_of(request);
    if (!is_native) {
        if (auto name = TopicName::parse(topic); !name) return name.error();
        if (!rights->may_hear(topic)) {
            return Error{ErrorCode::forbidden, "hearing '" + topic + "' is not allowed to this client"};
        }
    }
    auto entered = enter(site, peer, is_native ? "native" : "realtime", rights);
    if (!entered) return entered.error();
    std::unique_ptr<Membership> membership = std::move(*entered);
    const dialect::Session session = session_of(site, *membership, connection, rights);
    std::unique_ptr<dialect::Conversation> conversation;
    if (is_native) {
        conversation = std::make_unique<dialect::NativeConversation>(session, rights);
    } else {
        conversation = std::make_unique<dialect::RealtimeConversation>(session, rights, topic);
        membership->announce();
    }
    return std::make_unique<WebSocketStage>(connection, site.hub, session.limits.message_bytes, std::move(membership),
                                            std::move(conversation));
}

std::string stream_head(std::string_view cors_origin) {
    http::Response response;
    http::add_cors_headers(response, cors_origin);
    std::string text =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nConnection: close\r\n"
        "X-Accel-Buffering: no\r\nX-Content-Type-Options: nosniff\r\n";
    for (const auto& [name, value] : response.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    return text.append("\r\n: ok\n\n");
}

}  // namespace logbeam::server
