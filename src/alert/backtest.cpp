#include "alert/backtest.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {
namespace {

bool is_meant(const Expectation& expectation, const Rule& rule, const std::string& group) {
    const auto values = group_values(group);
    return std::all_of(expectation.by.begin(), expectation.by.end(), [&](const auto& wanted) {
        const auto name = std::find(rule.by.begin(), rule.by.end(), wanted.first);
        const auto index = static_cast<std::size_t>(name - rule.by.begin());
        return index < values.size() && values[index] == wanted.second;
    });
}

void count(Outcome& outcome, State state) {
    switch (state) {
        case State::pending: ++outcome.pending; break;
        case State::firing: ++outcome.firing; break;
        case State::resolved: ++outcome.resolved; break;
        case State::nodata: ++outcome.nodata; break;
        case State::overflow: ++outcome.overflow; break;
        case State::error: ++outcome.error; break;
        case State::inactive:
        case State::recovering: break;
    }
}

std::string times(std::uint64_t number) {
    return number == 1 ? "once" : std::to_string(number) + " times";
}

std::string complaint(const Rule& rule, const Expectation& expectation, std::uint64_t found) {
    std::string text = rule.file + ":" + std::to_string(rule.line) + ": '" + rule.name + "' was to be " +
                       expectation.state + " " + times(expectation.times);
    for (const auto& [name, value] : expectation.by)
        text.append(" for ").append(name).append("=").append(value);
    return text + ", and was " + times(found);
}

// As each rule says itself how people are told.
std::vector<Route> routes_of(const std::vector<Rule>& rules) {
    std::vector<Route> routes;
    for (const Rule& rule : rules) {
        routes.push_back(route_of(rule));
        routes.back().how.repeat = Span::zero();
    }
    return routes;
}

}  // namespace

Backtest::Backtest(std::vector<Rule> rules, Tell tell)
    : tell_{std::move(tell)},
      grouping_{routes_of(rules)},
      engine_{std::move(rules), [this](const Transition& transition) { hear(transition); }} {}

void Backtest::see(const query::Subject& subject, std::string_view id, Timestamp wall) {
    ++events_;
    engine_.see(subject, id, wall);
}

void Backtest::finish(Timestamp until) {
    Span lateness{};
    for (const auto& judge : engine_.judges())
        lateness = std::max(lateness, judge->rule().lateness);
    engine_.advance(std::max(engine_.now(), until) + lateness);
    count_messages(engine_.now());
}

Outcome Backtest::outcome(std::size_t rule) const {
    const Judge& judge = *engine_.judges()[rule];
    const auto known = outcomes_.find(judge.rule().name);
    Outcome outcome = known == outcomes_.end() ? Outcome{} : known->second;
    outcome.matched = judge.counts().matched;
    const auto messages = messages_.find(route_of(judge.rule()).name);
    if (messages != messages_.end()) outcome.messages = messages->second;
    return outcome;
}

std::vector<std::string> Backtest::mismatches() const {
    std::vector<std::string> lines;
    for (const auto& judge : engine_.judges()) {
        const Rule& rule = judge->rule();
        const auto known = happened_.find(rule.name);
        for (const Expectation& expectation : rule.expect) {
            std::uint64_t found = 0;
            if (known != happened_.end()) {
                found = static_cast<std::uint64_t>(
                    std::count_if(known->second.begin(), known->second.end(), [&](const Happened& happened) {
                        return to_string(happened.state) == expectation.state &&
                               is_meant(expectation, rule, happened.group);
                    }));
            }
            if (found != expectation.times) lines.push_back(complaint(rule, expectation, found));
        }
    }
    return lines;
}

void Backtest::hear(const Transition& transition) {
    const Rule& rule = *transition.rule;
    count(outcomes_[rule.name], transition.to);
    if (!rule.expect.empty()) happened_[rule.name].push_back({transition.to, transition.group});
    count_messages(engine_.now());
    if (is_for_people(transition)) grouping_.take(standing_of(transition), engine_.now());
    tell_(transition);
}

void Backtest::count_messages(Timestamp now) {
    for (auto due = grouping_.next_due(); due && *due <= now; due = grouping_.next_due()) {
        for (const GroupMessage& message : grouping_.due(*due, [](const Standing& /*alert*/) { return false; })) {
            ++messages_[message.route];
        }
    }
}

}  // namespace logbeam::alert
