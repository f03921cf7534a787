#include "edge/realtime_event.hpp"

#include "edge/realtime_control.hpp"
#include "event/json_text.hpp"
#include "json/scan.hpp"

#include <logbeam/json_writer.hpp>

namespace logbeam::edge {
namespace {

constexpr std::string_view mark = "bridged";

bool is_key(std::string_view quoted, std::string_view name) {
    return quoted.size() == name.size() + 2 && quoted.substr(1, name.size()) == name;
}

void copy_member(JsonWriter& json, std::string_view quoted_key, std::string_view value) {
    std::string scratch;
    json.key(event::unquoted(quoted_key, scratch));
    json.raw(value);
}

void write_metadata(JsonWriter& json, std::string_view metadata, std::string_view edge) {
    json.key("metadata");
    json.begin_object();
    if (!metadata.empty() && metadata.front() == '{') {
        event::for_each_member(metadata, [&json](std::string_view key, std::string_view value) {
            if (!is_key(key, mark)) copy_member(json, key, value);
        });
    }
    json.key(mark);
    json.string(edge);
    json.end_object();
}

}  // namespace

std::optional<RealtimeEvent> read_realtime_event(std::string_view body, std::string_view edge) {
    const std::string_view object = event::trim(body);
    if (object.empty() || object.front() != '{' || !json::check(object)) return std::nullopt;
    RealtimeEvent event;
    std::string_view metadata;
    JsonWriter json{event.json};
    json.begin_object();
    event::for_each_member(object, [&](std::string_view key, std::string_view value) {
        if (is_key(key, "clientId")) {
            std::string scratch;
            if (value.front() == '"' && value.size() <= max_client_id_bytes) {
                event.client_id = event::unquoted(value, scratch);
            }
        } else if (is_key(key, "metadata")) {
            metadata = value;
        } else if (!is_key(key, "topic") && !is_key(key, "seq")) {
            copy_member(json, key, value);
        }
    });
    write_metadata(json, metadata, edge);
    json.end_object();
    return event;
}

bool was_bridged(std::string_view canonical, const history::TextParts& parts) {
    // Metadata stands behind the data, which may be long: the texts without the word are most of them.
    if (canonical.find(R"("bridged":)", parts.seq_end) == std::string_view::npos) return false;
    bool found = false;
    event::for_each_member(canonical, [&found](std::string_view key, std::string_view value) {
        if (!is_key(key, "metadata")) return;
        event::for_each_member(value, [&found](std::string_view inner_key, std::string_view) {
            found = found || is_key(inner_key, mark);
        });
    });
    return found;
}

std::string realtime_text(std::string_view canonical, const history::TextParts& parts) {
    std::string text;
    text.reserve(canonical.size());
    text.append(canonical.substr(0, parts.topic_at));
    text.append(canonical.substr(parts.topic_end, parts.seq_at - parts.topic_end));
    text.append(canonical.substr(parts.seq_end, parts.client_at - parts.seq_end));
    text.push_back('}');
    return text;
}

}  // namespace logbeam::edge
