#include "alert/desk.hpp"
#include "alert/engine.hpp"
#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/rule_files.hpp"
#include "http/standing_alerts.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <utility>

// Alerts that stand, and the rules that raise them.
namespace logbeam::http {
namespace {

using json::write_flag;
using json::write_member;

void write_rule(JsonWriter& json, const alert::Judge& judge) {
    const alert::Rule& rule = judge.rule();
    json.begin_object();
    write_member(json, "name", rule.name);
    write_member(json, "kind", name_of(rule.kind));
    write_member(json, "severity", to_string(rule.severity));
    write_member(json, "file", rule.file);
    write_member(json, "line", rule.line);
    write_member(json, "matched", judge.counts().matched);
    write_member(json, "without_key", judge.counts().without_key);
    write_member(json, "groups", judge.detector().groups());
    write_member(json, "active", judge.lifecycle().active());
    write_member(json, "overflowed", judge.lifecycle().overflowed());
    write_member(json, "partial", judge.detector().partials());
    if (!judge.error().empty()) write_member(json, "error", judge.error());
    json.key("notify");
    json.begin_array();
    for (const std::string& name : rule.notify.notifiers)
        json.string(name);
    json.end_array();
    write_flag(json, "shadow", rule.is_shadow);
    json.end_object();
}

std::string_view name_of(alert::Desk::Muting::By by) {
    using By = alert::Desk::Muting::By;
    return by == By::silence ? "silence" : by == By::acknowledgement ? "acknowledgement" : "inhibition";
}

void write_acknowledgement(JsonWriter& json, const alert::Acknowledgement& acknowledgement) {
    json.key("acknowledgement");
    json.begin_object();
    write_member(json, "by", acknowledgement.author);
    write_member(json, "comment", acknowledgement.comment);
    write_member(json, "at", to_rfc3339(acknowledgement.at));
    if (acknowledgement.until) write_member(json, "until", to_rfc3339(*acknowledgement.until));
    json.end_object();
}

// What people said of it, and who is not told of it for that.
void write_people(JsonWriter& json, const alert::Desk& desk, const alert::Transition& standing, Timestamp now) {
    const auto muting = desk.muting_of(standing_of(standing), now);
    if (muting) write_member(json, "muted", name_of(muting->by));
    if (muting && !muting->silence.empty()) write_member(json, "silence", muting->silence);
    const auto& all = desk.acknowledgements().all();
    if (const auto found = all.find(standing.fingerprint); found != all.end())
        write_acknowledgement(json, found->second);
}

void write_alerts(JsonWriter& json, const Services& services, const alert::Judge& judge) {
    const Timestamp now = services.hub.clock.wall_now();
    for (const alert::Transition& standing : judge.lifecycle().standing()) {
        json.begin_object();
        write_members(json, standing);
        write_people(json, services.alerts().desk, standing, now);
        json.end_object();
    }
}

// Who may mend it is told what is wrong.
void write_files(JsonWriter& json, const Services& services, const Request& request) {
    const bool is_admin = request.rights->admin;
    const std::string problem = is_admin ? services.alerts().rules.problem() : std::string{};
    if (!problem.empty()) write_member(json, "problem", problem);
    write_flag(json, "can_change", is_admin && services.alerts().rules.can_change());
}

}  // namespace

Response list_alerts(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("alerts");
    json.begin_array();
    for (const auto& judge : services.alerts().engine.judges()) {
        if (may_see(request, judge->rule())) write_alerts(json, services, *judge);
    }
    json.end_array();
    json.key("rules");
    json.begin_array();
    for (const auto& judge : services.alerts().engine.judges()) {
        if (may_see(request, judge->rule())) write_rule(json, *judge);
    }
    json.end_array();
    write_files(json, services, request);
    json.end_object();
    return json_answer(std::move(text));
}

}  // namespace logbeam::http
