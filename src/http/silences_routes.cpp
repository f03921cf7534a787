#include "alert/desk.hpp"
#include "http/answer.hpp"
#include "http/body.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/standing_alerts.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <utility>

// Alerts that nobody is to be notified of for a while.
namespace logbeam::http {
namespace {

using event::Members;
using json::write_flag;
using json::write_member;

std::string_view state_of(const alert::Silence& silence, Timestamp now) {
    if (silence.is_over(now)) return "over";
    return silence.is_active(now) ? "active" : "waiting";
}

void write_silence(JsonWriter& json, const alert::Silence& silence, const std::vector<alert::Standing>& firing,
                   Timestamp now) {
    json.begin_object();
    write_member(json, "id", silence.id);
    write_member(json, "matchers", to_string(silence.matchers));
    write_member(json, "from", to_rfc3339(silence.from));
    write_member(json, "until", to_rfc3339(silence.until));
    write_member(json, "author", silence.author);
    write_member(json, "comment", silence.comment);
    write_member(json, "state", state_of(silence, now));
    write_member(json, "mutes", preview(silence.matchers, firing).size());
    json.end_object();
}

alert::Matchers take_matchers(Members& body) {
    auto matchers = alert::parse_matchers(body.text("matchers", Members::Need::required));
    if (matchers) return *std::move(matchers);
    body.reject("matchers", matchers.error().detail);
    return {};
}

Result<alert::Silence> read_silence(const Request& request, Timestamp now) {
    auto body = read_body(request);
    if (!body) return body.error();
    alert::Silence silence;
    silence.matchers = take_matchers(*body);
    silence.from = body->has("from") ? body->time("from") : now;
    const auto until = take_end(*body, now);
    if (!until) body->reject("for", "expected for how long, or until when");
    silence.until = until.value_or(now);
    silence.author = request.rights->user;
    silence.comment = body->text("comment");
    if (!body->problem().empty()) return Error{ErrorCode::malformed_request, body->problem()};
    return silence;
}

Response id_answer(std::string_view id) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "id", id);
    json.end_object();
    return json_answer(std::move(text));
}

void write_muted(JsonWriter& json, const alert::Standing& alert) {
    json.begin_object();
    write_member(json, "rule", alert.rule);
    write_member(json, "fingerprint", alert.fingerprint);
    json.key("by");
    json.begin_object();
    for (const auto& [name, value] : alert.by)
        write_member(json, name, value);
    json.end_object();
    write_member(json, "message", alert.message);
    json.end_object();
}

}  // namespace

Response list_silences(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->may_hear_anything()) {
        return error_answer({ErrorCode::forbidden, "silences are shown to who may hear a topic"});
    }
    const Timestamp now = services.hub.clock.wall_now();
    const auto firing = firing_alerts(services, request);
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("silences");
    json.begin_array();
    for (const auto& [id, silence] : services.alerts().desk.silences().all())
        write_silence(json, silence, firing, now);
    json.end_array();
    write_flag(json, "kept", services.state.is_kept());
    json.end_object();
    return json_answer(std::move(text));
}

Response add_silence(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "admins silence alerts"});
    const Timestamp now = services.hub.clock.wall_now();
    auto silence = read_silence(request, now);
    if (!silence) return error_answer(silence.error());
    const auto id = services.alerts().desk.silence(*std::move(silence), now);
    if (!id && id.error().code == ErrorCode::limit_reached) ++services.hub.counters.limits_reached;
    return id ? id_answer(*id) : error_answer(id.error());
}

Response preview_silence(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    auto body = read_body(request);
    if (!body) return error_answer(body.error());
    const auto matchers = take_matchers(*body);
    if (!body->problem().empty()) return error_answer({ErrorCode::malformed_request, body->problem()});
    const auto firing = firing_alerts(services, request);
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "matchers", to_string(matchers));
    json.key("mutes");
    json.begin_array();
    for (const std::size_t place : preview(matchers, firing))
        write_muted(json, firing[place]);
    json.end_array();
    json.end_object();
    return json_answer(std::move(text));
}

Response end_silence(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"id"}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "admins end silences"});
    const std::string* id = request.parameter("id");
    if (id == nullptr) return error_answer({ErrorCode::malformed_request, "say which one: ?id=…"});
    if (!services.alerts().desk.end_silence(*id, services.hub.clock.wall_now())) {
        return error_answer({ErrorCode::not_found, "there is no silence '" + *id + "' that is not over"});
    }
    return id_answer(*id);
}

}  // namespace logbeam::http
