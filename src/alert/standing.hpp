#pragma once

#include "alert/transition.hpp"
#include "event/members.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::alert {

// An alert as people hear of it: it fires, or is resolved. A value: its rule may change or go.
struct Standing {
    std::string rule;
    std::string fingerprint;
    std::uint64_t number = 0;  // of the transition
    State state = State::firing;
    Severity severity = Severity::warning;
    std::vector<std::pair<std::string, std::string>> by;
    std::map<std::string, std::string> labels;
    std::string message;
    std::string detail;
    Timestamp at{};
    Timestamp since{};
    double value = 0;
    std::uint64_t count = 0;
    std::string runbook;
    std::string link;  // to its events, on the page; empty: nobody knows where that is

    friend bool operator==(const Standing& left, const Standing& right) = default;
};

// Whether people are to hear of it at all: not of rules that are not meant yet, nor of what has not come to firing.
[[nodiscard]] bool is_for_people(const Transition& transition) noexcept;
[[nodiscard]] Standing standing_of(const Transition& transition);

// `rule`, `severity`, a field of `by`, or a label; `by.region` and `labels.team` where two are called the same. Nothing
// where the alert has none of that name. As long as the alert.
[[nodiscard]] std::optional<std::string_view> field_of(const Standing& alert, std::string_view name) noexcept;

void write_json(JsonWriter& json, const Standing& alert);  // an object
[[nodiscard]] std::string to_json(const Standing& alert);
[[nodiscard]] Result<Standing> read_standing(Fields object);
[[nodiscard]] State read_state(event::Members& members);  // firing or resolved
[[nodiscard]] Severity read_severity(event::Members& members);

}  // namespace logbeam::alert
