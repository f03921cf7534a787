#include "notify/facts.hpp"

#include <logbeam/json_writer.hpp>

namespace logbeam::notify {
namespace {

const alert::Standing& first_of(const alert::Notification& notification) {
    static const alert::Standing none;
    return notification.alerts.empty() ? none : notification.alerts.front();
}

std::string number(double value) {
    std::string text;
    JsonWriter json{text};
    json.begin_array();
    json.number(value);
    json.end_array();
    return text.substr(1, text.size() - 2);
}

std::string all_alerts(const alert::Notification& notification) {
    std::string text;
    JsonWriter json{text};
    json.begin_array();
    for (const auto& alert : notification.alerts)
        json.raw(alert::to_json(alert));
    json.end_array();
    return text;
}

}  // namespace

std::vector<Fact> facts_of(const alert::Notification& notification) {
    const auto& alert = first_of(notification);
    return {
        {"key", notification.key},
        {"group", notification.group},
        {"repeat", notification.is_repeat ? "true" : "false", true},
        {"reminder", notification.is_reminder ? "true" : "false", true},
        {"state", std::string{to_string(notification.state)}},
        {"severity", std::string{to_string(notification.severity)}},
        {"title", notification.title},
        {"text", notification.text},
        {"link", notification.link},
        {"at", to_rfc3339(notification.at)},
        {"rule", alert.rule},
        {"fingerprint", alert.fingerprint},
        {"number", std::to_string(alert.number), true},
        {"message", alert.message},
        {"detail", alert.detail},
        {"runbook", alert.runbook},
        {"since", to_rfc3339(alert.since)},
        {"value", number(alert.value), true},
        {"count", std::to_string(alert.count), true},
        {"alerts", all_alerts(notification), true},
        {"more", std::to_string(notification.more), true},
    };
}

std::string label_of(const alert::Notification& notification, std::string_view name) {
    const auto& labels = first_of(notification).labels;
    const auto found = labels.find(std::string{name});
    return found == labels.end() ? std::string{} : found->second;
}

std::string by_of(const alert::Notification& notification, std::string_view name) {
    for (const auto& [field, value] : first_of(notification).by) {
        if (field == name) return value;
    }
    return {};
}

}  // namespace logbeam::notify
