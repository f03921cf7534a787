#pragma once

#include "alert/transition.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::alert {

// One alert as a notification tells of it. A value that owns all: the rule may be gone by the time it is sent.
struct NotifiedAlert {
    std::string rule;
    std::string fingerprint;
    std::uint64_t number = 0;
    State state = State::inactive;
    Severity severity = Severity::warning;
    std::vector<std::pair<std::string, std::string>> by;  // name and value, in the rule's order
    std::map<std::string, std::string> labels;
    std::string message;
    std::string detail;
    std::string runbook;
    Timestamp at{};
    Timestamp since{};
    double value = 0;
    std::uint64_t count = 0;

    friend bool operator==(const NotifiedAlert& left, const NotifiedAlert& right) = default;
};
[[nodiscard]] NotifiedAlert notified(const Transition& transition);

// What a notifier tells people or a machine. A value, kept in a database as its JSON.
struct Notification {
    std::string key;              // stable: who has seen it before has been told already
    bool is_repeat = false;       // it may have been sent before
    State state = State::firing;  // or resolved
    Severity severity = Severity::warning;
    std::string title;
    std::string text;
    std::string link;  // to the page; empty: none
    std::vector<NotifiedAlert> alerts;
    Timestamp at{};

    friend bool operator==(const Notification& left, const Notification& right) = default;
};

// A JSON object, and back. What is not UTF-8 comes back as U+FFFD. Members that are not known are ignored.
[[nodiscard]] std::string to_json(const NotifiedAlert& alert);
[[nodiscard]] std::string to_json(const Notification& notification);
[[nodiscard]] Result<Notification> parse_notification(std::string_view json);

}  // namespace logbeam::alert
