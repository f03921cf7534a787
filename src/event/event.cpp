#include "event/event_value.hpp"
#include "event/members.hpp"
#include "event/value_json.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <tuple>
#include <utility>

namespace logbeam {
namespace {

using json::write_member;

auto members_of(const Event& event) {
    return std::tie(event.id, event.topic, event.type, event.source, event.timestamp, event.seq, event.data,
                    event.metadata, event.client_id);
}

}  // namespace

std::optional<Level> Event::level() const noexcept {
    const Value* level = field("level");
    const std::string* name = level == nullptr ? nullptr : level->as_string();
    return name == nullptr ? std::nullopt : parse_level(*name);
}

std::string_view Event::message() const noexcept {
    const Value* message = field("message");
    const std::string* text = message == nullptr ? nullptr : message->as_string();
    return text == nullptr ? std::string_view{} : *text;
}

const Value* Event::field(std::string_view key) const noexcept {
    const Fields* fields = data.as_object();
    return fields == nullptr ? nullptr : fields->find(key);
}

std::string Event::to_json() const {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "id", id);
    write_member(json, "topic", topic);
    write_member(json, "type", type);
    write_member(json, "source", source);
    write_member(json, "timestamp", to_rfc3339(timestamp));
    if (seq != 0) {
        json.key("seq");
        json.unsigned_integer(seq);
    }
    json.key("data");
    event::write(json, data);
    if (!metadata.empty()) {
        json.key("metadata");
        event::write(json, metadata);
    }
    if (!client_id.empty()) write_member(json, "clientId", client_id);
    json.end_object();
    return text;
}

Result<Event> Event::parse(std::string_view json) {
    auto value = Value::parse(json);
    if (!value) return value.error();
    return event::event_from(std::move(*value));
}

bool operator==(const Event& left, const Event& right) {
    return members_of(left) == members_of(right);
}

Result<Event> event::event_from(Value value, const std::string& path) {
    Fields* object = value.as_object();
    if (object == nullptr) {
        return Error{ErrorCode::ill_typed_event, (path.empty() ? "an event" : path) + ": expected an object, got " +
                                                     std::string{name_of(value.kind())}};
    }
    Members members{std::move(*object), path};
    Event event;
    event.id = members.text("id");
    event.topic = members.text("topic");
    event.type = members.text("type");
    event.source = members.text("source");
    event.timestamp = members.time("timestamp");
    event.seq = members.natural("seq");
    event.data = members.any("data").value_or(Fields{});
    event.metadata = members.object("metadata");
    event.client_id = members.text("clientId");
    if (!members.problem().empty()) return Error{ErrorCode::ill_typed_event, members.problem()};
    return event;
}

}  // namespace logbeam
