#include "alert/notification.hpp"

#include "alert/kept_text.hpp"
#include "json/member.hpp"

#include <algorithm>
#include <iterator>

namespace logbeam::alert {
namespace {

using event::Members;
using json::write_flag;
using json::write_member;
using Need = Members::Need;

// `errors region=eu`.
std::string title_of(std::string name, const std::vector<std::pair<std::string, std::string>>& by) {
    for (const auto& [field, value] : by) {
        if (field != "rule") name.append(" ").append(field).append("=").append(value);
    }
    return name;
}

// What all of them are called.
std::string name_of(const GroupMessage& message, const std::vector<Standing>& alerts) {
    if (alerts.empty()) return message.route;
    const auto is_of_first = [&](const Standing& alert) { return alert.rule == alerts.front().rule; };
    return std::all_of(alerts.begin(), alerts.end(), is_of_first) ? alerts.front().rule : message.route;
}

std::string counts_of(std::size_t firing, std::size_t resolved) {
    std::string text;
    if (firing > 0) text = std::to_string(firing) + " firing";
    if (resolved > 0) text.append(text.empty() ? "" : ", ").append(std::to_string(resolved)).append(" resolved");
    return text;
}

std::string text_of(const Notification& notification) {
    if (notification.alerts.size() == 1 && notification.more == 0) return notification.alerts.front().message;
    std::string text;
    for (const Standing& alert : notification.alerts) {
        if (!text.empty()) text += '\n';
        text.append(to_string(alert.state)).append(": ").append(alert.message);
    }
    if (notification.more > 0) text.append("\nand ").append(std::to_string(notification.more)).append(" more");
    return text;
}

Severity worst_of(const std::vector<Standing>& alerts) {
    Severity worst = Severity::info;
    for (const Standing& alert : alerts)
        worst = std::max(worst, alert.severity);
    return worst;
}

Severity severity_of(const GroupMessage& message) {
    return worst_of(message.firing.empty() ? message.resolved : message.firing);
}

std::vector<Standing> read_alerts(Members& members) {
    std::vector<Standing> alerts;
    for (Value& value : members.array("alerts", Need::required)) {
        Fields* object = value.as_object();
        auto alert = read_standing(object == nullptr ? Fields{} : std::move(*object));
        if (!alert) {
            members.reject("alerts", alert.error().detail);
            return alerts;
        }
        alerts.push_back(*std::move(alert));
    }
    return alerts;
}

}  // namespace

Notification notification_of(GroupMessage message, Timestamp at) {
    Notification notification;
    notification.state = message.firing.empty() && message.unlisted == 0 ? State::resolved : State::firing;
    notification.severity = severity_of(message);
    const auto counts = counts_of(message.firing.size(), message.resolved.size());
    auto alerts = std::move(message.firing);
    std::move(message.resolved.begin(), message.resolved.end(), std::back_inserter(alerts));
    const bool is_one = alerts.size() == 1 && message.unlisted == 0;
    notification.title = is_one ? title_of(alerts.front().rule, alerts.front().by)
                                : title_of(name_of(message, alerts), message.by) + ": " + counts;
    notification.more = message.unlisted;
    if (alerts.size() > Notification::most_listed) {
        notification.more += alerts.size() - Notification::most_listed;
        alerts.resize(Notification::most_listed);
    }
    notification.key = std::move(message.key);
    notification.group = std::move(message.group);
    notification.is_reminder = message.is_reminder;
    notification.alerts = std::move(alerts);
    notification.text = text_of(notification);
    if (!notification.alerts.empty()) notification.link = notification.alerts.front().link;
    notification.at = at;
    return notification;
}

std::string to_json(const Notification& notification) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "key", notification.key);
    write_member(json, "group", notification.group);
    write_flag(json, "repeat", notification.is_repeat);
    write_flag(json, "reminder", notification.is_reminder);
    write_member(json, "state", to_string(notification.state));
    write_member(json, "severity", to_string(notification.severity));
    write_member(json, "title", notification.title);
    write_member(json, "text", notification.text);
    write_member(json, "link", notification.link);
    write_member(json, "at", to_rfc3339(notification.at));
    json.key("alerts");
    json.begin_array();
    for (const Standing& alert : notification.alerts)
        write_json(json, alert);
    json.end_array();
    write_member(json, "more", notification.more);
    json.end_object();
    return text;
}

Result<Notification> parse_notification(std::string_view json) {
    auto object = kept_object(json);
    if (!object) return object.error();
    Members members{*std::move(object)};
    Notification notification;
    notification.key = members.text("key", Need::required);
    notification.group = members.text("group");
    notification.is_repeat = members.flag("repeat");
    notification.is_reminder = members.flag("reminder");
    notification.state = read_state(members);
    notification.severity = read_severity(members);
    notification.title = members.text("title");
    notification.text = members.text("text");
    notification.link = members.text("link");
    notification.alerts = read_alerts(members);
    notification.more = members.natural("more");
    notification.at = members.time("at", Need::required);
    if (!members.problem().empty()) return damaged(members.problem());
    return notification;
}

}  // namespace logbeam::alert
