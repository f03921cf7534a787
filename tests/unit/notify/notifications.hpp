#pragma once

#include "alert/notification.hpp"

#include <string>

namespace logbeam::notify {

// One that fires in the eu.
inline alert::Notification firing(const std::string& key = "69194a5851bc5745-1") {
    alert::Standing alert;
    alert.rule = "checkout-errors";
    alert.fingerprint = "69194a5851bc5745";
    alert.number = 1;
    alert.state = alert::State::firing;
    alert.severity = alert::Severity::critical;
    alert.by = {{"region", "eu"}};
    alert.labels = {{"team", "shop"}};
    alert.message = "3 failed checkouts in eu";
    alert.runbook = "https://example.org/runbook";
    alert.at = parse_rfc3339("2026-11-20T12:00:00Z").value();
    alert.since = alert.at - std::chrono::minutes{5};
    alert.value = 3;
    alert.count = 4;

    alert::Notification notification;
    notification.key = key;
    notification.group = "rule.checkout-errors-1";
    notification.state = alert.state;
    notification.severity = alert.severity;
    notification.title = "checkout-errors in eu";
    notification.text = alert.message;
    notification.link = "https://logbeam.example.org/alerts/1";
    notification.alerts = {alert};
    notification.at = alert.at;
    return notification;
}

// What tries to break out of JSON, of a mail's headers, of a shell and of markup.
inline std::string hostile_text() {
    std::string text =
        "\"}]}\\\", \"x\": \"y\r\nBcc: evil@example.org\r\n\r\n.\r\nMAIL FROM:<x>\r\n$(touch pwned)`touch pwned`; "
        "touch pwned; '|&> <!channel> @channel <script> {title} {{}} \x1B[31m\xFF\xC3( \xE2\x80\xA8";
    text += '\0';
    return text + "end";
}

// The same in all that an event can say.
inline alert::Notification hostile(const std::string& text = hostile_text()) {
    auto notification = firing();
    notification.key = notification.group = text.substr(0, 300);
    notification.title = notification.text = notification.link = text;
    auto& alert = notification.alerts[0];
    alert.message = alert.detail = alert.runbook = text;
    alert.by = {{text, text}, {"region", text}};
    alert.labels = {{text, text}, {"team", text}};
    return notification;
}

}  // namespace logbeam::notify
