#include "alert/lifecycle.hpp"

#include "alert/link.hpp"
#include "alert/shortened.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace logbeam::alert {
namespace {

constexpr std::chrono::minutes between_overflows{1};
constexpr std::chrono::hours between_errors{1};
constexpr std::string_view no_data = "no data";
constexpr std::string_view usual_message = "{rule}: {value} {group} {detail}";  // less where these are empty
constexpr std::string_view usual_message_of_match = "{rule}: {message}";

std::string short_number(double value) {
    std::array<char, 32> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), value, std::chars_format::general, 6).ptr;
    return {room.data(), end};
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values)
        text.append(text.empty() ? "" : ", ").append(value);
    return text;
}

// What can be parsed was checked when the rule was read.
Message message_for(const Rule& rule) {
    const bool is_match = std::holds_alternative<Match>(rule.kind);
    const auto usual = is_match ? usual_message_of_match : usual_message;
    auto message = Message::parse(rule.message.empty() ? usual : std::string_view{rule.message});
    return message ? *std::move(message) : Message{};
}

// What is empty leaves no hole.
std::string in_single_spaces(std::string text) {
    const auto both_blank = [](char left, char right) { return left == ' ' && right == ' '; };
    text.erase(std::unique(text.begin(), text.end(), both_blank), text.end());
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

void keep_latest(std::vector<EventRef>& events, const std::vector<EventRef>& more) {
    events.insert(events.end(), more.begin(), more.end());
    if (events.size() <= Finding::most_events) return;
    events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(Finding::most_events));
}

}  // namespace

Lifecycle::Lifecycle(const Rule& rule, Tell tell)
    : rule_{rule}, message_{message_for(rule)}, fields_{message_.fields()}, tell_{std::move(tell)} {}

void Lifecycle::on_moment(const Finding& finding) {
    if (is_too_many(finding.group)) return on_overflow(finding.group, finding.at);
    Entry& entry = take(finding);
    keep_latest(entry.second.events, finding.events);
    if (entry.second.state == State::inactive) begin(entry, finding.at);
    if (entry.second.state == State::firing) set_due(entry, finding.at + rule_.keep_firing_for);
}

void Lifecycle::on_holds(const Finding& finding) {
    if (is_too_many(finding.group)) return on_overflow(finding.group, finding.at);
    Entry& entry = take(finding);
    entry.second.events = finding.events;
    const State state = entry.second.state;
    if (state == State::inactive) return begin(entry, finding.at);
    if (state != State::recovering && state != State::nodata) return;
    set_due(entry, std::nullopt);
    go(entry, State::firing, finding.at);
}

void Lifecycle::on_ends(std::string_view group, Timestamp at) {
    const auto found = alerts_.find(std::string{group});
    if (found == alerts_.end() || found->second.state == State::recovering) return;
    if (found->second.state != State::pending && rule_.keep_firing_for.count() > 0) {
        set_due(*found, at + rule_.keep_firing_for);
        return go(*found, State::recovering, at);
    }
    leave(*found, at);
}

// What was pending has not held for as long as it was to, as far as anybody knows.
void Lifecycle::on_no_data(std::string_view group, Timestamp at) {
    const auto found = alerts_.find(std::string{group});
    if (found == alerts_.end()) return;
    if (found->second.state == State::pending) return leave(*found, at);
    found->second.detail = no_data;
    go(*found, State::nodata, at);
}

void Lifecycle::on_overflow(std::string_view group, Timestamp at) {
    ++overflowed_;
    if (overflow_told_ && at < *overflow_told_ + between_overflows) return;
    overflow_told_ = at;
    tell_of_rule(State::overflow, group, at, overflowed_,
                 rule_.name + ": no room for " + joined(group_values(group)) +
                     ", which is not judged; raise max_groups or max_values, or group by less");
}

void Lifecycle::on_error(const std::string& reason, Timestamp at) {
    if (error_told_ && at < *error_told_ + between_errors) return;
    error_told_ = at;
    tell_of_rule(State::error, {}, at, 1, rule_.name + ": " + reason);
}

void Lifecycle::tell_of_rule(State state, std::string_view group, Timestamp at, std::uint64_t count,
                             std::string message) {
    Transition transition{&rule_, std::string{group}, fingerprint_of(rule_, to_string(state)), ++number_};
    transition.to = state;
    transition.at = at;
    transition.since = at;
    transition.count = count;
    transition.message = std::move(message);
    tell_(std::move(transition));
}

void Lifecycle::advance(Timestamp now) {
    while (!due_.empty() && due_.begin()->first <= now) {
        const auto [at, group] = *due_.begin();
        Entry& entry = *alerts_.find(*group);
        set_due(entry, std::nullopt);
        entry.second.state == State::pending ? go(entry, State::firing, at) : leave(entry, at);
    }
}

std::optional<Timestamp> Lifecycle::next_due() const {
    return due_.empty() ? std::nullopt : std::optional{due_.begin()->first};
}

// Kinds that keep nothing of a group do not count them; their alerts are counted here.
bool Lifecycle::is_too_many(std::string_view group) const {
    return alerts_.size() >= rule_.max_groups && !alerts_.contains(std::string{group});
}

Lifecycle::Entry& Lifecycle::take(const Finding& finding) {
    Entry& entry = *alerts_.try_emplace(std::string{finding.group}).first;
    Alert& alert = entry.second;
    if (alert.state == State::inactive) alert.since = finding.at;
    if (!alert.first && !finding.events.empty()) alert.first = finding.events.front();
    alert.value = finding.value;
    alert.detail = finding.detail;
    ++alert.count;
    if (subject_ != nullptr) read_fields(alert);
    return entry;
}

// No more of each than a message can show.
void Lifecycle::read_fields(Alert& alert) const {
    fields_.read(*subject_, alert.fields);
    for (auto& value : alert.fields) {
        if (value && value->size() > Message::longest) value = shortened(*value, Message::longest);
    }
}

void Lifecycle::begin(Entry& entry, Timestamp at) {
    if (rule_.holds_for.count() > 0) {
        set_due(entry, at + rule_.holds_for);
        return go(entry, State::pending, at);
    }
    go(entry, State::firing, at);
}

// For good: what comes next begins anew.
void Lifecycle::leave(Entry& entry, Timestamp at) {
    set_due(entry, std::nullopt);
    go(entry, entry.second.state == State::pending ? State::inactive : State::resolved, at);
    alerts_.erase(alerts_.find(entry.first));
}

void Lifecycle::set_due(Entry& entry, std::optional<Timestamp> due) {
    if (entry.second.due) due_.erase({*entry.second.due, &entry.first});
    entry.second.due = due;
    if (due) due_.emplace(*due, &entry.first);
}

void Lifecycle::go(Entry& entry, State to, Timestamp at) {
    Alert& alert = entry.second;
    alert.was = std::exchange(alert.state, to);
    alert.in_state_since = at;
    alert.number = ++number_;
    tell_(describe(entry));
}

Transition Lifecycle::describe(const Entry& entry) const {
    const Alert& alert = entry.second;
    Transition transition{&rule_,      entry.first,         fingerprint_of(rule_, entry.first), alert.number, alert.was,
                          alert.state, alert.in_state_since};
    transition.since = alert.since;
    transition.value = alert.value;
    transition.count = alert.count;
    transition.detail = alert.detail;
    transition.events = alert.events;
    transition.message = message_of(entry, transition);
    return transition;
}

void Lifecycle::end(Timestamp at) {
    while (!alerts_.empty())
        leave(*alerts_.begin(), at);
}

std::vector<Transition> Lifecycle::standing() const {
    std::vector<Transition> all;
    for (const Entry& entry : alerts_)
        all.push_back(describe(entry));
    return all;
}

std::string Lifecycle::message_of(const Entry& entry, const Transition& transition) const {
    const Alert& alert = entry.second;
    const std::map<std::string_view, std::string> own{
        {"rule", rule_.name},
        {"state", std::string{to_string(transition.to)}},
        {"severity", std::string{to_string(rule_.severity)}},
        {"group", joined(group_values(transition.group))},
        {"value", short_number(transition.value)},
        {"count", std::to_string(transition.count)},
        {"since", to_rfc3339(transition.since)},
        {"at", to_rfc3339(transition.at)},
        {"first", alert.first ? to_rfc3339(alert.first->time) : "-"},
        {"last", alert.events.empty() ? "-" : to_rfc3339(alert.events.back().time)},
        {"detail", transition.detail},
    };
    const auto value_of = [&](std::string_view name) {
        return name == "link" ? link_to_events(transition) : own.at(name);
    };
    return in_single_spaces(message_.text(value_of, alert.fields));
}

}  // namespace logbeam::alert
