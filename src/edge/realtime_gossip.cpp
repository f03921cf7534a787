#include "edge/realtime_gossip.hpp"

#include "edge/realtime_control.hpp"
#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <array>
#include <utility>

namespace logbeam::edge {
namespace {

using Kind = RealtimeGossip::Kind;

constexpr std::array<std::string_view, 6> names{"subscribed", "unsubscribed", "heard", "gone", "ask", "told"};

std::optional<Kind> kind_of(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Kind>(i);
    }
    return std::nullopt;
}

std::optional<RealtimeGossip::Client> read_client(Value& value) {
    if (value.as_object() == nullptr) return std::nullopt;
    event::Members members{std::move(*value.as_object())};
    RealtimeGossip::Client client{members.text("id"), {}};
    if (client.id.empty() || client.id.size() > max_client_id_bytes) return std::nullopt;
    for (Value& topic : members.array("topics")) {
        std::string* const text = topic.as_string();
        if (text != nullptr && TopicPattern::parse(*text)) client.topics.push_back(std::move(*text));
    }
    return client;
}

void write(JsonWriter& json, const RealtimeGossip::Client& client) {
    json.begin_object();
    json::write_member(json, "id", client.id);
    json.key("topics");
    json.begin_array();
    for (const std::string& topic : client.topics)
        json.string(topic);
    json.end_array();
    json.end_object();
}

// Not exact: a text of control characters would be six times as long, and is no topic.
std::size_t weight_of(const RealtimeGossip::Client& client) {
    std::size_t bytes = 32 + 2 * client.id.size();
    for (const std::string& topic : client.topics)
        bytes += topic.size() + 4;
    return bytes;
}

}  // namespace

std::string encode(const RealtimeGossip& gossip) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json::write_member(json, "edge", gossip.edge);
    json::write_member(json, "is", names.at(static_cast<std::size_t>(gossip.kind)));
    json.key("clients");
    json.begin_array();
    for (const auto& client : gossip.clients)
        write(json, client);
    json.end_array();
    json.end_object();
    return text;
}

Result<RealtimeGossip> parse_realtime_gossip(std::string_view body) {
    auto value = Value::parse(body);
    if (!value) return value.error();
    if (value->as_object() == nullptr) return Error{ErrorCode::malformed_json, "not an object"};
    event::Members members{std::move(*value->as_object())};
    RealtimeGossip gossip;
    gossip.edge = members.text("edge", event::Members::Need::required);
    const auto kind = kind_of(members.text("is", event::Members::Need::required));
    if (!kind) members.reject("is", "not known");
    for (Value& each : members.array("clients")) {
        if (auto client = read_client(each)) gossip.clients.push_back(std::move(*client));
    }
    if (!members.problem().empty()) return Error{ErrorCode::ill_typed_event, members.problem()};
    gossip.kind = *kind;
    return gossip;
}

std::vector<std::string> encode_in_parts(RealtimeGossip gossip, std::size_t bytes) {
    std::vector<std::string> parts;
    RealtimeGossip part{gossip.kind, gossip.edge, {}};
    std::size_t weight = 0;
    for (auto& client : gossip.clients) {
        const std::size_t more = weight_of(client);
        if (weight + more > bytes && !part.clients.empty()) {
            parts.push_back(encode(part));
            part.clients.clear();
            weight = 0;
        }
        weight += more;
        part.clients.push_back(std::move(client));
    }
    if (!part.clients.empty()) parts.push_back(encode(part));
    return parts;
}

}  // namespace logbeam::edge
