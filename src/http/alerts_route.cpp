#include "alert/engine.hpp"
#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <utility>

// Alerts that stand, and the rules that raise them.
namespace logbeam::http {
namespace {

using json::write_member;

bool may_see(const Request& request, const alert::Rule& rule) {
    return request.rights->may_hear("$alerts." + rule.name);
}

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
    json.key("shadow");
    json.boolean(rule.is_shadow);
    json.end_object();
}

void write_alerts(JsonWriter& json, const alert::Judge& judge) {
    for (const alert::Transition& standing : judge.lifecycle().standing())
        json.raw(data_of(standing));
}

}  // namespace

Response list_alerts(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("alerts");
    json.begin_array();
    for (const auto& judge : services.alerts.judges()) {
        if (may_see(request, judge->rule())) write_alerts(json, *judge);
    }
    json.end_array();
    json.key("rules");
    json.begin_array();
    for (const auto& judge : services.alerts.judges()) {
        if (may_see(request, judge->rule())) write_rule(json, *judge);
    }
    json.end_array();
    json.end_object();
    return json_answer(std::move(text));
}

}  // namespace logbeam::http
