#pragma once

#include "alert/notification.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::notify {

// What templates and commands may ask a notification for, by name.
struct Fact {
    std::string_view name;
    std::string value;
    bool is_json = false;  // a number, a flag or a list: stands in JSON as it is
};

// In the order of docs/notifiers.md; the same names for every notification. Those of an alert are the first one's.
[[nodiscard]] std::vector<Fact> facts_of(const alert::Notification& notification);

// Of the first alert: the value of a label, or of a field of `by`; empty where it has none.
[[nodiscard]] std::string label_of(const alert::Notification& notification, std::string_view name);
[[nodiscard]] std::string by_of(const alert::Notification& notification, std::string_view name);

}  // namespace logbeam::notify
