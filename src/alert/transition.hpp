#pragma once

#include "alert/detector.hpp"
#include "alert/rule.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// What an alert, one group of one rule, can be in.
enum class State : std::uint8_t {
    inactive,
    pending,  // the condition holds, but not for long enough
    firing,
    recovering,  // it holds no longer, but not for long enough
    resolved,
    overflow,  // of a rule: groups were refused, for there are `max_groups`
    nodata,    // it fired, and there is too little left to say whether it would
    error,     // of a rule: what matches cannot be judged
};
[[nodiscard]] std::string_view to_string(State state) noexcept;

// It fired, and is not over.
[[nodiscard]] constexpr bool stands(State state) noexcept {
    return state == State::firing || state == State::recovering || state == State::nodata;
}

// An alert that goes from one state into another.
struct Transition {
    const Rule* rule = nullptr;
    std::string group;        // as group_key writes it
    std::string fingerprint;  // of rule and group
    std::uint64_t number =
        0;  // rises with each transition of the rule: with the fingerprint, what nobody is told twice
    State from = State::inactive;
    State to = State::inactive;
    Timestamp at{};
    Timestamp since{};  // when the condition began to hold
    double value = 0;
    std::uint64_t count = 0;  // of findings since then
    std::string detail = {};
    std::vector<EventRef> events = {};  // the latest
    std::string message = {};
};

// The values of `by` as one text: a JSON array of texts.
[[nodiscard]] std::string group_key(const std::vector<std::string>& values);
[[nodiscard]] std::vector<std::string> group_values(std::string_view key);

[[nodiscard]] std::string fingerprint_of(const Rule& rule, std::string_view group);

// What the event on `$alerts.<rule>` says of it. Its id is of no other transition, and the same where this one comes
// about once more.
[[nodiscard]] std::string id_of(const Transition& transition);
[[nodiscard]] std::string topic_of(const Transition& transition);
[[nodiscard]] std::string type_of(const Transition& transition);     // `alert.firing`
[[nodiscard]] std::string data_of(const Transition& transition);     // a JSON object
void write_members(JsonWriter& json, const Transition& transition);  // of that, into one that is open

// The members `by`, of a group's values, and `events`.
void write_by(JsonWriter& json, const Rule& rule, std::string_view group);
void write_events(JsonWriter& json, const std::vector<EventRef>& events);

}  // namespace logbeam::alert
