#pragma once

#include "alert/detector.hpp"
#include "alert/message.hpp"
#include "alert/transition.hpp"
#include "query/field_values.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace logbeam::alert {

// What becomes of what one rule's detector finds: each group's alert waits (`for`), fires, waits again (`keep_firing_for`)
// and is resolved. Only groups about which there is something to say are kept. Unsynchronised.
class Lifecycle final : public Verdicts {
public:
    using Tell = std::function<void(Transition transition)>;

    // `rule` outlives it.
    Lifecycle(const Rule& rule, Tell tell);

    // The event that the next findings are about, for the fields that the message names; nullptr: time alone.
    void look_at(const query::Subject* subject) noexcept { subject_ = subject; }

    void on_moment(const Finding& finding) override;
    void on_holds(const Finding& finding) override;
    void on_ends(std::string_view group, Timestamp at) override;
    void on_no_data(std::string_view group, Timestamp at) override;
    void on_unreadable() override { ++unreadable_; }
    void on_overflow(std::string_view group, Timestamp at) override;

    // The rule cannot judge what matches; told once an hour at most.
    void on_error(const std::string& reason, Timestamp at);

    // What is due by time alone, in the order in which it is due.
    void advance(Timestamp now);
    [[nodiscard]] std::optional<Timestamp> next_due() const;

    // The rule is no more: what it had to say is over.
    void end(Timestamp at);

    // Goes on behind the numbers that were given before.
    void number_from(std::uint64_t number) noexcept { number_ = std::max(number_, number); }

    // What an alert is now: as if it had just come into its state.
    [[nodiscard]] std::vector<Transition> standing() const;

    [[nodiscard]] std::size_t active() const noexcept { return alerts_.size(); }
    [[nodiscard]] std::uint64_t overflowed() const noexcept { return overflowed_; }
    [[nodiscard]] std::uint64_t unreadable() const noexcept { return unreadable_; }  // events

private:
    struct Alert {
        State state = State::inactive;
        State was = State::inactive;
        Timestamp in_state_since{};
        std::uint64_t number = 0;
        Timestamp since{};
        std::optional<Timestamp> due;  // when it leaves its state by itself
        double value = 0;
        std::uint64_t count = 0;
        std::string detail;
        std::vector<EventRef> events;
        std::optional<EventRef> first;
        query::FieldValues::Values fields;  // of the last event
    };
    using Alerts = std::unordered_map<std::string, Alert>;
    using Entry = Alerts::value_type;

    struct DueFirst {
        bool operator()(const std::pair<Timestamp, const std::string*>& left,
                        const std::pair<Timestamp, const std::string*>& right) const noexcept {
            return left.first != right.first ? left.first < right.first : *left.second < *right.second;
        }
    };

    [[nodiscard]] bool is_too_many(std::string_view group) const;
    void tell_of_rule(State state, std::string_view group, Timestamp at, std::uint64_t count, std::string message);
    [[nodiscard]] Entry& take(const Finding& finding);
    void read_fields(Alert& alert) const;
    void begin(Entry& entry, Timestamp at);
    void leave(Entry& entry, Timestamp at);
    void set_due(Entry& entry, std::optional<Timestamp> due);
    void go(Entry& entry, State to, Timestamp at);
    [[nodiscard]] Transition describe(const Entry& entry) const;
    [[nodiscard]] std::string message_of(const Entry& entry, const Transition& transition) const;

    const Rule& rule_;
    const Message message_;
    const query::FieldValues fields_;
    const Tell tell_;
    const query::Subject* subject_ = nullptr;
    Alerts alerts_;
    std::set<std::pair<Timestamp, const std::string*>, DueFirst> due_;  // keys of `alerts_`
    std::uint64_t number_ = 0;
    std::uint64_t overflowed_ = 0;
    std::optional<Timestamp> overflow_told_;
    std::uint64_t unreadable_ = 0;
    std::optional<Timestamp> error_told_;
};

}  // namespace logbeam::alert
