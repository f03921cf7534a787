#pragma once

#include "alert/notification.hpp"
#include "history/state_store.hpp"

#include <logbeam/result.hpp>

#include <string>
#include <string_view>

namespace logbeam::alert {

// A notification on its way to one notifier. It is kept from before it is sent until nothing more can become of it. A value.
struct Outgoing {
    std::string notifier;
    Notification notification;
};

inline constexpr std::string_view kept_notifications = "notification";

[[nodiscard]] history::RecordChange kept(const Outgoing& outgoing);
[[nodiscard]] std::string key_of(std::string_view notifier, std::string_view notification_key);  // of its record
[[nodiscard]] Result<Outgoing> parse_outgoing(const history::Record& record);

}  // namespace logbeam::alert
