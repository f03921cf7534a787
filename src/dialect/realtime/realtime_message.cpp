#include "dialect/realtime/realtime_message.hpp"

#include "event/json_text.hpp"
#include "json/scan.hpp"

#include <utility>

namespace logbeam::dialect {

RealtimeMessage read_realtime_message(std::string_view text) {
    const std::string_view object = event::trim(text);
    if (object.empty() || object.front() != '{' || !json::check(object)) return {};

    std::string scratch;
    std::string type;
    std::string topic;
    bool looks_like_an_event = false;
    event::for_each_member(object, [&](std::string_view key, std::string_view value) {
        scratch.clear();
        if (key == R"("type")" && value.front() == '"') type = event::unquoted(value, scratch);
        if (key == R"("topic")" && value.front() == '"') topic = event::unquoted(value, scratch);
        looks_like_an_event = looks_like_an_event || key == R"("data")" || key == R"("id")";
    });
    using Kind = RealtimeMessage::Kind;
    if (type == "subscribe" || type == "unsubscribe") {
        if (topic.empty()) return {};
        return {type == "subscribe" ? Kind::subscribe : Kind::unsubscribe, std::move(topic)};
    }
    if (type.empty() || !looks_like_an_event) return {};
    return {Kind::publish, {}};
}

}  // namespace logbeam::dialect
