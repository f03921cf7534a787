#include "alert/group_message.hpp"

#include "alert/kept_text.hpp"
#include "json/member.hpp"

namespace logbeam::alert {
namespace {

using event::Members;
using json::write_member;
using Need = Members::Need;

void write_alerts(JsonWriter& json, std::string_view key, const std::vector<Standing>& alerts) {
    json.key(key);
    json.begin_array();
    for (const Standing& alert : alerts)
        write_json(json, alert);
    json.end_array();
}

void write_notifiers(JsonWriter& json, const std::vector<std::string>& notifiers) {
    json.key("notifiers");
    json.begin_array();
    for (const std::string& name : notifiers)
        json.string(name);
    json.end_array();
}

std::vector<std::string> read_notifiers(Members& members) {
    std::vector<std::string> names;
    for (const Value& value : members.array("notifiers", Need::required)) {
        if (const std::string* name = value.as_string()) names.push_back(*name);
    }
    return names;
}

std::vector<Standing> read_alerts(Members& members, std::string_view key) {
    std::vector<Standing> alerts;
    for (Value& value : members.array(key, Need::required)) {
        Fields* object = value.as_object();
        auto alert = read_standing(object == nullptr ? Fields{} : std::move(*object));
        if (!alert) {
            members.reject(key, alert.error().detail);
            return alerts;
        }
        alerts.push_back(*std::move(alert));
    }
    return alerts;
}

}  // namespace

std::string to_json(const GroupMessage& message) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "key", message.key);
    write_member(json, "group", message.group);
    write_member(json, "route", message.route);
    write_notifiers(json, message.notifiers);
    write_texts(json, "by", message.by);
    json.key("is_repeat");
    json.boolean(message.is_repeat);
    write_alerts(json, "firing", message.firing);
    write_alerts(json, "resolved", message.resolved);
    write_member(json, "unlisted", message.unlisted);
    json.end_object();
    return text;
}

Result<GroupMessage> parse_group_message(std::string_view json) {
    auto object = kept_object(json);
    if (!object) return object.error();
    Members members{*std::move(object)};
    GroupMessage message;
    message.key = members.text("key", Need::required);
    message.group = members.text("group", Need::required);
    message.route = members.text("route", Need::required);
    message.notifiers = read_notifiers(members);
    read_texts(members, "by", message.by);
    message.is_repeat = members.flag("is_repeat");
    message.firing = read_alerts(members, "firing");
    message.resolved = read_alerts(members, "resolved");
    message.unlisted = members.natural("unlisted");
    if (!members.problem().empty()) return damaged(members.problem());
    return message;
}

}  // namespace logbeam::alert
