#include "edge/realtime_control.hpp"

#include "base/ids.hpp"
#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <functional>
#include <utility>

namespace logbeam::edge {
namespace {

using json::write_flag;
using json::write_member;

std::string object(const std::function<void(JsonWriter&)>& write_members) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_members(json);
    json.end_object();
    return text;
}

// As the pattern's own server makes events.
std::string server_event(std::string_view type, Timestamp now, const std::function<void(JsonWriter&)>& write_data) {
    return object([&](JsonWriter& json) {
        write_member(json, "id", base::make_publisher_id());
        write_member(json, "type", type);
        write_member(json, "source", "server");
        write_member(json, "timestamp", to_rfc3339(now));
        json.key("data");
        json.begin_object();
        write_data(json);
        json.end_object();
    });
}

}  // namespace

Result<ControlMessage> read_control(std::string_view body) {
    if (body.size() > max_control_bytes) return Error{ErrorCode::too_large, "a control message of over 16 KiB"};
    auto value = Value::parse(body);
    if (!value) return value.error();
    if (value->as_object() == nullptr) return Error{ErrorCode::malformed_json, "a control message that is no object"};
    event::Members members{std::move(*value->as_object())};
    ControlMessage message{members.text("clientId"), std::nullopt};
    const std::string topic = members.text("topic");
    if (message.client.size() > max_client_id_bytes) members.reject("clientId", "longer than 255 bytes");
    if (!members.problem().empty()) return Error{ErrorCode::ill_typed_event, members.problem()};
    if (topic.empty()) return message;
    auto pattern = TopicPattern::parse(topic);
    if (!pattern) return pattern.error();
    message.topic = std::move(*pattern);
    return message;
}

std::string connection_established(std::string_view client, std::string_view topic, Timestamp now) {
    return server_event("connection.established", now, [&](JsonWriter& json) {
        write_member(json, "clientId", client);
        write_member(json, "subscribedTopic", topic);
    });
}

std::string subscribed(std::string_view topic) {
    return object([&](JsonWriter& json) {
        write_flag(json, "success", true);
        write_member(json, "topic", topic);
    });
}

std::string not_subscribed(std::string_view topic) {
    return object([&](JsonWriter& json) {
        write_flag(json, "success", false);
        write_member(json, "topic", topic);
        write_member(json, "error", Error{ErrorCode::limit_reached, {}}.name());
    });
}

std::string disconnected(Timestamp now) {
    return object([&](JsonWriter& json) {
        write_member(json, "status", "disconnected");
        write_member(json, "serverTime", to_rfc3339(now));
    });
}

std::string connection_check(Timestamp now) {
    return server_event("connection.check", now, [](JsonWriter& /*json*/) {});
}

}  // namespace logbeam::edge
