#include "event/members.hpp"
#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/span.hpp"
#include "hub/levels.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <utility>

// Levels of loggers in connected programs: what they are, and setting one for a while.
namespace logbeam::http {
namespace {

using event::Members;
using json::write_member;

constexpr std::chrono::minutes usual_duration{5};
constexpr std::string_view back = "back";

void write_logger(JsonWriter& json, const wire::Logger& logger) {
    json.begin_object();
    write_member(json, "name", logger.name);
    write_member(json, "level", to_string(logger.level));
    if (logger.change) {
        write_member(json, "was", to_string(logger.change->was));
        write_member(json, "until", to_rfc3339(logger.change->until));
    }
    json.end_object();
}

void write_publisher(JsonWriter& json, const hub::Client& client) {
    json.begin_object();
    write_member(json, "publisher", client.id);
    write_member(json, "source", client.source);
    write_member(json, "asked", client.loggers->asked);
    write_member(json, "answered", client.loggers->answered);
    json.key("loggers");
    json.begin_array();
    for (const wire::Logger& logger : client.loggers->loggers)
        write_logger(json, logger);
    json.end_array();
    json.end_object();
}

std::chrono::milliseconds take_duration(Members& body) {
    const auto text = body.text("for");
    if (text.empty()) return usual_duration;
    const auto span = parse_span(text);
    if (!span) body.reject("for", "expected a span such as 90s, 5m or 2h");
    return std::chrono::duration_cast<std::chrono::milliseconds>(span.value_or(usual_duration));
}

// `back` is what it was before.
void take_level(Members& body, wire::SetLevel& wish) {
    const auto name = body.text("level", Members::Need::required);
    if (name == back) {
        wish.duration = std::chrono::milliseconds{0};
        return;
    }
    const auto level = parse_logger_level(name);
    if (!level) body.reject("level", "expected trace, debug, info, warning, error, critical, off or back");
    wish.level = level.value_or(LoggerLevel::off);
}

Result<hub::LevelWish> read_wish(std::string_view text) {
    auto value = Value::parse(text);
    if (!value) return value.error();
    Fields* object = value->as_object();
    if (object == nullptr) return Error{ErrorCode::malformed_request, "expected an object"};
    Members body{std::move(*object)};
    hub::LevelWish wish;
    wish.publisher = body.text("publisher");
    wish.source = body.text("source");
    if (wish.publisher.empty() && wish.source.empty()) body.adopt("expected a source or a publisher");
    if (body.has("logger")) wish.level.logger = body.text("logger");
    wish.level.duration = take_duration(body);
    take_level(body, wish.level);
    if (!body.problem().empty()) return Error{ErrorCode::malformed_request, body.problem()};
    return wish;
}

Response accepted(const hub::LevelWish& wish, const std::vector<hub::AskedPublisher>& asked) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("asked");
    json.begin_array();
    for (const hub::AskedPublisher& each : asked) {
        json.begin_object();
        write_member(json, "publisher", each.publisher);
        write_member(json, "source", each.source);
        write_member(json, "asked", each.asked);
        json.end_object();
    }
    json.end_array();
    if (wish.level.logger) write_member(json, "logger", *wish.level.logger);
    const bool is_back = wish.level.duration.count() == 0;
    write_member(json, "level", is_back ? back : to_string(wish.level.level));
    write_member(json, "for_ms", static_cast<std::uint64_t>(wish.level.duration.count()));
    json.end_object();
    return json_answer(std::move(text), 202);
}

}  // namespace

Response list_levels(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->may_hear(hub::topic_of_levels)) {
        return error_answer({ErrorCode::forbidden, "levels are shown to who may hear $sys.levels"});
    }
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("publishers");
    json.begin_array();
    for (const auto& [session, client] : services.hub.clients.clients()) {
        if (client.loggers) write_publisher(json, client);
    }
    json.end_array();
    json.end_object();
    return json_answer(std::move(text));
}

Response set_level(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "levels are set by admins"});
    if (request.content_type != "application/json") {
        return error_answer({ErrorCode::unsupported_media_type, "send application/json"});
    }
    auto wish = read_wish(request.body);
    if (!wish) return error_answer(wish.error());
    wish->by = request.rights->user;
    const auto asked = hub::ask_for_level(services.hub, *wish);
    return asked ? accepted(*wish, *asked) : error_answer(asked.error());
}

}  // namespace logbeam::http
