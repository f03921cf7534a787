#include "alert/outgoing.hpp"

namespace logbeam::alert {

history::RecordChange kept(const Outgoing& outgoing) {
    return {std::string{kept_notifications}, key_of(outgoing.notifier, outgoing.notification.key),
            to_json(outgoing.notification)};
}

// No name of a notifier has a space.
std::string key_of(std::string_view notifier, std::string_view notification_key) {
    return std::string{notifier}.append(" ").append(notification_key);
}

Result<Outgoing> parse_outgoing(const history::Record& record) {
    auto notification = parse_notification(record.text);
    if (!notification) {
        return Error{notification.error().code,
                     "the notification '" + record.key + "': " + notification.error().detail};
    }
    return Outgoing{record.key.substr(0, record.key.find(' ')), *std::move(notification)};
}

}  // namespace logbeam::alert
