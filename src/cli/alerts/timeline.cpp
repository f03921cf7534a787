#include "cli/alerts/timeline.hpp"

#include <algorithm>

namespace logbeam::cli {
namespace {

constexpr std::size_t to_the_millisecond = 23;  // characters of an RFC 3339 time
constexpr std::size_t widest_state = 10;

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string group_text(const alert::Transition& transition) {
    const auto values = alert::group_values(transition.group);
    const auto& names = transition.rule->by;
    std::string text;
    for (std::size_t index = 0; index < names.size() && index < values.size(); ++index)
        text.append(names[index]).append("=").append(values[index]).append("  ");
    return text;
}

// One line, whatever an event says.
std::string in_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return text;
}

std::string events_text(const std::vector<alert::EventRef>& events) {
    std::string text;
    for (const alert::EventRef& event : events) {
        if (event.seq == 0) continue;  // an alert's own
        text.append(text.empty() ? "  (" : " ").append(std::to_string(event.seq));
    }
    return text.empty() ? text : text + ")";
}

std::string counted(std::uint64_t number, const std::string& what) {
    return std::to_string(number) + " " + what;
}

}  // namespace

std::string timeline_line(const alert::Transition& transition) {
    std::string line = to_rfc3339(transition.at).substr(0, to_the_millisecond) + "Z  ";
    line += padded(std::string{to_string(transition.to)}, widest_state) + "  " + transition.rule->name + "  ";
    line += group_text(transition) + transition.message + events_text(transition.events);
    return in_one_line(line) + "\n";
}

std::string summary(const alert::Backtest& test) {
    const auto& judges = test.engine().judges();
    std::size_t widest = 0;
    for (const auto& judge : judges)
        widest = std::max(widest, judge->rule().name.size());
    std::string text;
    for (std::size_t index = 0; index < judges.size(); ++index) {
        const alert::Outcome outcome = test.outcome(index);
        text += padded(judges[index]->rule().name, widest) + "  " + counted(outcome.matched, "matched") + ", " +
                counted(outcome.pending, "pending") + ", " + counted(outcome.firing, "fired") + ", " +
                counted(outcome.resolved, "resolved") + ", " +
                counted(outcome.messages, outcome.messages == 1 ? "message" : "messages") +
                (outcome.nodata == 0 ? "" : ", " + counted(outcome.nodata, "without data")) +
                (outcome.overflow == 0 ? "" : ", " + counted(outcome.overflow, "overflows")) +
                (outcome.error == 0 ? "" : ", " + counted(outcome.error, "errors")) + "\n";
    }
    return text + counted(judges.size(), judges.size() == 1 ? "rule, " : "rules, ") +
           counted(test.events(), test.events() == 1 ? "event" : "events") + "\n";
}

}  // namespace logbeam::cli
