#include "notify/notifier.hpp"

#include "alert/shortened.hpp"

namespace logbeam::notify {

std::string_view to_string(Delivery::Outcome outcome) noexcept {
    switch (outcome) {
        case Delivery::Outcome::delivered: return "delivered";
        case Delivery::Outcome::retry: return "retry";
        case Delivery::Outcome::refused: return "refused";
    }
    return "";
}

std::string one_line(std::string_view text) {
    constexpr std::size_t longest = 200;
    std::string line = alert::shortened(text, longest);
    for (char& each : line) {
        if (static_cast<unsigned char>(each) < 0x20 || each == '\x7f') each = ' ';
    }
    const auto last = line.find_last_not_of(' ');
    return line.substr(0, last == std::string::npos ? 0 : last + 1);
}

alert::Notification test_notification(Timestamp now) {
    alert::Standing alert;
    alert.rule = "test";
    alert.fingerprint = "0000000000000000";
    alert.state = alert::State::firing;
    alert.severity = alert::Severity::info;
    alert.message = "A test of this notifier; nothing is wrong.";
    alert.at = alert.since = now;

    alert::Notification notification;
    notification.key = "test-" + std::to_string(now.time_since_epoch().count());
    notification.group = "test";
    notification.state = alert.state;
    notification.severity = alert.severity;
    notification.title = "Test of logbeam";
    notification.text = alert.message;
    notification.alerts = {alert};
    notification.at = now;
    return notification;
}

}  // namespace logbeam::notify
