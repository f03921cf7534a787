#include "notify/alertmanager.hpp"

#include "json/member.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace logbeam::notify {
namespace {

using Labels = std::map<std::string, std::string>;

// An alert without an end is over after five minutes there. Ours ends when we say so; this bounds what is left when
// nobody does.
constexpr std::chrono::hours longest_firing{24 * 7};

// As Prometheus allows: letters, digits and '_', no digit first.
std::string label_name(std::string_view name) {
    std::string safe{name};
    std::replace_if(
        safe.begin(), safe.end(),
        [](char c) {
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return !is_letter && !(c >= '0' && c <= '9') && c != '_';
        },
        '_');
    if (safe.empty() || (safe[0] >= '0' && safe[0] <= '9')) safe.insert(0, "_");
    return safe;
}

// What has the name already keeps it, so that no two alerts become one.
void add(Labels& labels, std::string_view name, const std::string& value) {
    auto free = label_name(name);
    while (labels.contains(free))
        free += '_';
    labels.emplace(std::move(free), value);
}

Labels labels_of(const alert::Standing& alert) {
    Labels labels{{"alertname", alert.rule}, {"severity", std::string{to_string(alert.severity)}}};
    for (const auto& [name, value] : alert.labels)
        add(labels, name, value);
    for (const auto& [name, value] : alert.by)
        add(labels, name, value);
    return labels;
}

Labels annotations_of(const alert::Standing& alert, const alert::Notification& notification) {
    Labels annotations{{"summary", alert.message}, {"title", notification.title}};
    if (!alert.detail.empty()) annotations.emplace("description", alert.detail);
    if (!alert.runbook.empty()) annotations.emplace("runbook_url", alert.runbook);
    return annotations;
}

void write_texts(JsonWriter& json, std::string_view key, const Labels& texts) {
    json.key(key);
    json.begin_object();
    for (const auto& [name, value] : texts)
        json::write_member(json, name, value);
    json.end_object();
}

bool is_over(const alert::Standing& alert) noexcept {
    return alert.state == alert::State::resolved || alert.state == alert::State::inactive;
}

void write_alert(JsonWriter& json, const alert::Standing& alert, const alert::Notification& notification) {
    const auto starts = std::min(alert.since, alert.at);
    const auto ends = is_over(alert) ? alert.at : alert.at + longest_firing;
    json.begin_object();
    write_texts(json, "labels", labels_of(alert));
    write_texts(json, "annotations", annotations_of(alert, notification));
    json::write_member(json, "startsAt", to_rfc3339(starts));
    json::write_member(json, "endsAt", to_rfc3339(ends));
    if (is_http_url(notification.link)) json::write_member(json, "generatorURL", notification.link);
    json.end_object();
}

HttpTarget alerts_of(HttpTarget target) {
    while (target.url.ends_with('/'))
        target.url.pop_back();
    target.url += "/api/v2/alerts";
    return target;
}

class Alertmanager final : public Notifier {
public:
    explicit Alertmanager(AlertmanagerOptions options) : target_{alerts_of(std::move(options.target))} {}

    Delivery send(const alert::Notification& notification) noexcept override {
        return delivery_of(post_json(target_, {}, alertmanager_body(notification), given_up()));
    }

private:
    const HttpTarget target_;
};

}  // namespace

std::string alertmanager_body(const alert::Notification& notification) {
    std::string text;
    JsonWriter json{text};
    json.begin_array();
    for (const auto& alert : notification.alerts)
        write_alert(json, alert, notification);
    json.end_array();
    return text;
}

std::unique_ptr<Notifier> make_alertmanager(AlertmanagerOptions options) {
    return std::make_unique<Alertmanager>(std::move(options));
}

}  // namespace logbeam::notify
