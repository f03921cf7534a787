#include "alert/transition.hpp"

#include "json/member.hpp"

#include <array>
#include <utility>

namespace logbeam::alert {
namespace {

using json::write_flag;
using json::write_member;
using json::write_number;

constexpr std::array<std::string_view, 8> states{"inactive", "pending",  "firing", "recovering",
                                                 "resolved", "overflow", "nodata", "error"};

// FNV-1a: the same in every version, for it is written down.
std::uint64_t hash_of(std::string_view text, std::uint64_t hash) noexcept {
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1'099'511'628'211U;
    }
    return hash;
}

std::string hexadecimal(std::uint64_t number) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t index = text.size(); index-- > 0; number >>= 4U)
        text[index] = digits[number & 15U];
    return text;
}

void write_labels(JsonWriter& json, const Rule& rule) {
    if (rule.labels.empty()) return;
    json.key("labels");
    json.begin_object();
    for (const auto& [name, value] : rule.labels)
        write_member(json, name, value);
    json.end_object();
}

// What is over is no trouble any more.
std::string_view level_of(const Transition& transition) noexcept {
    switch (transition.to) {
        case State::firing:
        case State::nodata:
        case State::overflow: return to_string(transition.rule->severity);
        case State::error: return "warning";  // of the rule, not of what it is about
        default: return "info";
    }
}

}  // namespace

std::string_view to_string(State state) noexcept {
    return states.at(static_cast<std::size_t>(state));
}

std::string group_key(const std::vector<std::string>& values) {
    std::string text;
    JsonWriter json{text};
    json.begin_array();
    for (const std::string& value : values)
        json.string(value);
    json.end_array();
    return text;
}

std::vector<std::string> group_values(std::string_view key) {
    std::vector<std::string> texts;
    const auto value = Value::parse(key);
    const Value::Array* items = value ? value->as_array() : nullptr;
    if (items == nullptr) return texts;
    for (const Value& item : *items)
        texts.push_back(item.as_string() == nullptr ? std::string{} : *item.as_string());
    return texts;
}

std::string fingerprint_of(const Rule& rule, std::string_view group) {
    constexpr std::uint64_t begin = 14'695'981'039'346'656'037U;
    return hexadecimal(hash_of(group, hash_of("\n", hash_of(rule.name, begin))));
}

std::string id_of(const Transition& transition) {
    const auto at = static_cast<std::uint64_t>(transition.at.time_since_epoch().count());
    return transition.fingerprint + "-" + std::string{to_string(transition.to)} + "-" + hexadecimal(at);
}

std::string topic_of(const Transition& transition) {
    return "$alerts." + transition.rule->name;
}

std::string type_of(const Transition& transition) {
    return "alert." + std::string{to_string(transition.to)};
}

void write_by(JsonWriter& json, const Rule& rule, std::string_view group) {
    const auto values = group_values(group);
    const auto& names = rule.by;
    json.key("by");
    json.begin_object();
    for (std::size_t index = 0; index < names.size() && index < values.size(); ++index)
        write_member(json, names[index], values[index]);
    json.end_object();
}

void write_events(JsonWriter& json, const std::vector<EventRef>& events) {
    json.key("events");
    json.begin_array();
    for (const EventRef& event : events) {
        json.begin_object();
        write_member(json, "seq", event.seq);
        if (!event.id.empty()) write_member(json, "id", event.id);
        write_member(json, "time", to_rfc3339(event.time));
        json.end_object();
    }
    json.end_array();
}

void write_members(JsonWriter& json, const Transition& transition) {
    const Rule& rule = *transition.rule;
    write_member(json, "level", level_of(transition));
    write_member(json, "message", transition.message);
    write_member(json, "rule", rule.name);
    write_member(json, "kind", name_of(rule.kind));
    write_member(json, "severity", to_string(rule.severity));
    write_member(json, "state", to_string(transition.to));
    write_member(json, "was", to_string(transition.from));
    write_member(json, "fingerprint", transition.fingerprint);
    write_member(json, "number", transition.number);
    write_by(json, rule, transition.group);
    write_labels(json, rule);
    write_member(json, "at", to_rfc3339(transition.at));
    write_member(json, "since", to_rfc3339(transition.since));
    write_number(json, "value", transition.value);
    write_member(json, "count", transition.count);
    if (!transition.detail.empty()) write_member(json, "detail", transition.detail);
    if (!rule.runbook.empty()) write_member(json, "runbook", rule.runbook);
    if (rule.is_shadow) {
        write_flag(json, "shadow", true);
    }
    write_events(json, transition.events);
}

std::string data_of(const Transition& transition) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_members(json, transition);
    json.end_object();
    return text;
}

}  // namespace logbeam::alert
