#include "hub/event_check.hpp"

#include "event/json_text.hpp"
#include "hub/quoting.hpp"
#include "json/scan.hpp"

#include <logbeam/topic.hpp>

namespace logbeam::hub {
namespace {

constexpr std::string_view empty_object = "{}";

Error not_allowed(std::string_view topic) {
    return Error{ErrorCode::forbidden, "publishing to '" + std::string{topic} +
                                           (topic.substr(0, 1) == "$" ? "': topics that begin with $ are the broker's"
                                                                      : "' is not allowed to this client")};
}

}  // namespace

Result<Draft> EventCheck::read(std::string_view json, const Sender& sender, Timestamp now) {
    auto envelope = read_envelope(json, {.event_bytes = limits_.event_bytes, .depth = limits_.depth}, scratch_);
    if (!envelope) return envelope.error();
    const std::string_view named = envelope->topic.empty() ? sender.default_topic : envelope->topic;
    if (named.empty()) return Error{ErrorCode::ill_typed_event, "topic: missing"};
    if (auto topic = TopicName::parse(named); !topic) return topic.error();
    if (auto allowed = check_right(sender, named); !allowed) return allowed.error();
    if (!envelope->timestamp.empty()) {
        const auto time = parse_rfc3339(envelope->timestamp);
        if (!time) return Error{ErrorCode::ill_typed_event, "timestamp: expected RFC 3339, as 2026-11-20T10:57:33Z"};
        now = *time;
    }
    return Draft{*envelope, named, now};
}

// Exactly one JSON value on one line. The encoder of the C++ client writes nothing that needs compacting.
Result<std::string_view> EventCheck::data_of(const wire::EventView& event) {
    if (event.data.empty()) return empty_object;
    if (!event.own_id.empty() && event.own_id.size() > longest_name) {
        return Error{ErrorCode::ill_typed_event, "id: longer than 255 bytes"};
    }
    if (auto checked = json::check(event.data, {.depth = limits_.depth, .bytes = limits_.event_bytes}); !checked) {
        return checked.error();
    }
    const bool is_on_one_line =
        event.data.find('\n') == std::string_view::npos && event.data.find('\r') == std::string_view::npos;
    if (is_on_one_line) return event.data;
    scratch_.clear();
    scratch_.reserve(event.data.size());
    return event::compact(event::trim(event.data), scratch_);
}

Result<void> check_right(const Sender& sender, std::string_view topic) {
    if (sender.rights->may_publish(topic)) return {};
    return not_allowed(topic);
}

}  // namespace logbeam::hub
