#include "alert/standing.hpp"

#include "alert/kept_text.hpp"
#include "alert/link.hpp"
#include "json/member.hpp"

#include <cmath>

namespace logbeam::alert {
namespace {

using event::Members;
using json::write_member;
using json::write_number;
using Need = Members::Need;

constexpr std::string_view of_by = "by.";
constexpr std::string_view of_labels = "labels.";

std::optional<std::string_view> by_of(const Standing& alert, std::string_view name) noexcept {
    for (const auto& [field, value] : alert.by) {
        if (field == name) return value;
    }
    return std::nullopt;
}

std::optional<std::string_view> label_of(const Standing& alert, std::string_view name) noexcept {
    for (const auto& [label, value] : alert.labels) {
        if (label == name) return value;
    }
    return std::nullopt;
}

}  // namespace

bool is_for_people(const Transition& transition) noexcept {
    return !transition.rule->is_shadow && (transition.to == State::firing || transition.to == State::resolved);
}

Standing standing_of(const Transition& transition) {
    const Rule& rule = *transition.rule;
    Standing alert;
    alert.rule = rule.name;
    alert.fingerprint = transition.fingerprint;
    alert.number = transition.number;
    alert.state = transition.to;
    alert.severity = rule.severity;
    auto values = group_values(transition.group);
    for (std::size_t index = 0; index < rule.by.size() && index < values.size(); ++index)
        alert.by.emplace_back(rule.by[index], std::move(values[index]));
    alert.labels = rule.labels;
    alert.message = transition.message;
    alert.detail = transition.detail;
    alert.at = transition.at;
    alert.since = transition.since;
    alert.value = transition.value;
    alert.count = transition.count;
    alert.runbook = rule.runbook;
    if (!rule.page.empty()) alert.link = link_to_events(transition);
    return alert;
}

std::optional<std::string_view> field_of(const Standing& alert, std::string_view name) noexcept {
    if (name == "rule") return alert.rule;
    if (name == "severity") return to_string(alert.severity);
    if (const auto value = by_of(alert, name)) return value;
    if (const auto value = label_of(alert, name)) return value;
    if (name.starts_with(of_by)) return by_of(alert, name.substr(of_by.size()));
    if (name.starts_with(of_labels)) return label_of(alert, name.substr(of_labels.size()));
    return std::nullopt;
}

void write_json(JsonWriter& json, const Standing& alert) {
    json.begin_object();
    write_member(json, "rule", alert.rule);
    write_member(json, "fingerprint", alert.fingerprint);
    write_member(json, "number", alert.number);
    write_member(json, "state", to_string(alert.state));
    write_member(json, "severity", to_string(alert.severity));
    write_texts(json, "by", alert.by);
    write_texts(json, "labels", alert.labels);
    write_member(json, "message", alert.message);
    write_member(json, "detail", alert.detail);
    write_member(json, "at", to_rfc3339(alert.at));
    write_member(json, "since", to_rfc3339(alert.since));
    write_number(json, "value", alert.value);
    write_member(json, "count", alert.count);
    write_member(json, "runbook", alert.runbook);
    write_member(json, "link", alert.link);
    json.end_object();
}

std::string to_json(const Standing& alert) {
    std::string text;
    JsonWriter json{text};
    write_json(json, alert);
    return text;
}

State read_state(event::Members& members) {
    const std::string name = members.text("state", Need::required);
    if (name == to_string(State::resolved)) return State::resolved;
    if (name != to_string(State::firing)) members.reject("state", "expected firing or resolved");
    return State::firing;
}

Severity read_severity(event::Members& members) {
    const auto severity = parse_severity(members.text("severity", Need::required));
    if (!severity) members.reject("severity", "expected info, warning, error or critical");
    return severity.value_or(Severity::warning);
}

Result<Standing> read_standing(Fields object) {
    Members members{std::move(object)};
    Standing alert;
    alert.rule = members.text("rule", Need::required);
    alert.fingerprint = members.text("fingerprint", Need::required);
    alert.number = members.natural("number", Need::required);
    alert.state = read_state(members);
    alert.severity = read_severity(members);
    read_texts(members, "by", alert.by);
    read_texts(members, "labels", alert.labels);
    alert.message = members.text("message");
    alert.detail = members.text("detail");
    alert.at = members.time("at", Need::required);
    alert.since = members.time("since", Need::required);
    alert.value = members.any("value").value_or(Value{}).as_double().value_or(std::nan(""));  // which JSON lacks
    alert.count = members.natural("count");
    alert.runbook = members.text("runbook");
    alert.link = members.text("link");
    if (!members.problem().empty()) return damaged(members.problem());
    return alert;
}

}  // namespace logbeam::alert
