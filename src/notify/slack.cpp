#include "notify/slack.hpp"

#include "alert/shortened.hpp"
#include "json/member.hpp"

#include <array>
#include <utility>

namespace logbeam::notify {
namespace {

using json::write_flag;
using json::write_member;

constexpr std::size_t longest_title = 300;
constexpr std::size_t longest_text = 3000;
constexpr std::size_t most_fields = 20;

// Mattermost and Discord call people at these words wherever they stand.
constexpr std::array<std::string_view, 4> calls{"all", "channel", "everyone", "here"};
constexpr std::string_view zero_width_space = "\u200B";

bool calls_people(std::string_view behind_at) noexcept {
    for (const auto word : calls) {
        if (behind_at.starts_with(word)) return true;
    }
    return false;
}

std::string_view color_of(const alert::Notification& notification) noexcept {
    if (notification.state != alert::State::firing) return "#2eb67d";
    switch (notification.severity) {
        case alert::Severity::info: return "#3b82c4";
        case alert::Severity::warning: return "#ecb22e";
        case alert::Severity::error: return "#e8682c";
        case alert::Severity::critical: return "#e01e5a";
    }
    return "";
}

void write_field(JsonWriter& json, std::string_view name, std::string_view value) {
    json.begin_object();
    write_member(json, "title", slack_text(alert::shortened(name, longest_title)));
    write_member(json, "value", slack_text(alert::shortened(value, longest_title)));
    write_flag(json, "short", true);
    json.end_object();
}

void write_fields(JsonWriter& json, const alert::Notification& notification) {
    json.key("fields");
    json.begin_array();
    write_field(json, "severity", to_string(notification.severity));
    if (notification.alerts.size() == 1) {
        std::size_t room = most_fields;
        for (const auto& [name, value] : notification.alerts.front().by)
            if (room-- > 0) write_field(json, name, value);
    }
    json.end_array();
}

void write_attachment(JsonWriter& json, const alert::Notification& notification) {
    json.begin_object();
    write_member(json, "color", color_of(notification));
    write_member(json, "fallback", slack_text(alert::shortened(notification.title, longest_title)));
    write_member(json, "title", slack_text(alert::shortened(notification.title, longest_title)));
    if (is_http_url(notification.link)) write_member(json, "title_link", notification.link);
    write_member(json, "text", slack_text(alert::shortened(notification.text, longest_text)));
    write_fields(json, notification);
    json.key("mrkdwn_in");  // nothing in it is markup
    json.begin_array();
    json.end_array();
    json.end_object();
}

std::string headline(const alert::Notification& notification) {
    std::string line = notification.state == alert::State::firing ? "Firing: " : "Resolved: ";
    line += alert::shortened(notification.title, longest_title);
    if (notification.is_reminder) line += " (reminder)";
    return notification.is_repeat ? line + " (repeat)" : line;
}

class Slack final : public Notifier {
public:
    explicit Slack(SlackOptions options) : options_{std::move(options)} {}

    Delivery send(const alert::Notification& notification) noexcept override {
        return delivery_of(post_json(options_.target, {}, slack_body(notification, options_.channel), given_up()));
    }

private:
    const SlackOptions options_;
};

}  // namespace

std::string slack_text(std::string_view text) {
    std::string safe;
    for (std::size_t at = 0; at < text.size(); ++at) {
        switch (text[at]) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '@':
                safe += '@';
                if (calls_people(text.substr(at + 1))) safe += zero_width_space;
                break;
            default: safe += text[at];
        }
    }
    return safe;
}

std::string slack_body(const alert::Notification& notification, const std::string& channel) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    if (!channel.empty()) write_member(json, "channel", channel);
    write_member(json, "text", slack_text(headline(notification)));
    json.key("attachments");
    json.begin_array();
    write_attachment(json, notification);
    json.end_array();
    json.end_object();
    return text;
}

std::unique_ptr<Notifier> make_slack(SlackOptions options) {
    return std::make_unique<Slack>(std::move(options));
}

}  // namespace logbeam::notify
