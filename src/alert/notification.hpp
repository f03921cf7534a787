#pragma once

#include "alert/group_message.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// What a notifier tells people or a machine. A value, kept in a database as its JSON.
struct Notification {
    std::string key;              // stable: who has seen it before has been told already
    std::string group;            // the same in all that is told of a group of alerts, until all of it is over
    bool is_repeat = false;       // it may have been sent before
    bool is_reminder = false;     // of what was told, and fires on
    State state = State::firing;  // or resolved: none of the group fires any more
    Severity severity = Severity::warning;
    std::string title;
    std::string text;
    std::string link;              // to the page; empty: none
    std::vector<Standing> alerts;  // those that fire first
    std::uint64_t more = 0;        // alerts that are not listed
    Timestamp at{};

    static constexpr std::size_t most_listed = 100;

    friend bool operator==(const Notification& left, const Notification& right) = default;
};

[[nodiscard]] Notification notification_of(GroupMessage message, Timestamp at);

// A JSON object, and back. What is not UTF-8 comes back as U+FFFD. Members that are not known are ignored.
[[nodiscard]] std::string to_json(const Notification& notification);
[[nodiscard]] Result<Notification> parse_notification(std::string_view json);

}  // namespace logbeam::alert
