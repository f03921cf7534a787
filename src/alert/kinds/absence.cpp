#include "alert/due_groups.hpp"
#include "alert/kinds/make_detector.hpp"

#include <logbeam/json_writer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace logbeam::alert {
namespace {

// A group that was armed by being seen is given up after so many times `within` of further silence.

std::string group_key_of(const std::string& value) {
    std::string key;
    JsonWriter json{key};
    json.begin_array();
    json.string(value);
    json.end_array();
    return key;
}

// No event of a group for `within`, to the nanosecond. Where the rule lists the keys, they are the groups, and silent from
// the first moment that it is told of; else a group begins with its first event.
class AbsenceDetector final : public Detector {
public:
    AbsenceDetector(const Rule& rule, const Absence& absence)
        : absence_{absence}, within_{rule.within}, groups_{rule.max_groups} {}

    // An event that comes later than `within` begins no group: it would be silent already.
    void see(const Sighting& sighting, Timestamp now, Verdicts& verdicts) override {
        advance(now, verdicts);
        const bool may_begin = !has_list() && sighting.time + within_ > now;
        auto* group = may_begin ? groups_.find_or_add(sighting.group, now, verdicts) : groups_.find(sighting.group);
        if (group == nullptr || sighting.time < group->state.heard) return;
        group->state.heard = sighting.time;
        group->state.seq = sighting.seq;
        if (silent_from(group->state) > now) on_heard(*group, now, verdicts);
    }

    void advance(Timestamp now, Verdicts& verdicts) override {
        if (has_list() && !is_armed_) arm(now, verdicts);
        groups_.take_due(now, [&](Group& group, Timestamp at) { on_due(group, at, verdicts); });
    }

    // What is listed is due at once.
    [[nodiscard]] std::optional<Timestamp> next_due() const override {
        return has_list() && !is_armed_ ? std::optional{Timestamp{}} : groups_.next_due();
    }
    [[nodiscard]] std::size_t groups() const override { return groups_.size(); }

private:
    struct State {
        Timestamp heard = Timestamp::min();  // the time of its latest event, or when it was armed
        std::uint64_t seq = 0;               // of that event; 0: there was none
        bool holds = false;
    };
    using Group = DueGroups<State>::Group;

    [[nodiscard]] bool has_list() const noexcept { return !absence_.keys.empty(); }
    [[nodiscard]] Timestamp silent_from(const State& state) const noexcept { return state.heard + within_; }
    [[nodiscard]] Timestamp forgotten_from(const State& state) const noexcept {
        return silent_from(state) + Absence::silences_until_forgotten * within_;
    }

    void arm(Timestamp now, Verdicts& verdicts) {
        is_armed_ = true;
        for (const std::string& value : absence_.keys) {
            auto* group = groups_.find_or_add(group_key_of(value), now, verdicts);
            if (group == nullptr) continue;
            group->state.heard = now;
            groups_.set_due(*group, silent_from(group->state));
        }
    }

    void on_heard(Group& group, Timestamp now, Verdicts& verdicts) {
        if (group.state.holds) verdicts.on_ends(group.key, now);
        group.state.holds = false;
        groups_.set_due_no_later(group, silent_from(group.state));
    }

    // With each event the group is due later, but the queue is told only here.
    void on_due(Group& group, Timestamp at, Verdicts& verdicts) {
        State& state = group.state;
        if (!state.holds) {
            if (at < silent_from(state)) return groups_.set_due(group, silent_from(state));
            return begin(group, at, verdicts);
        }
        if (has_list()) return;
        if (at < forgotten_from(state)) return groups_.set_due(group, forgotten_from(state));
        verdicts.on_ends(group.key, at);
        groups_.forget(group);
    }

    void begin(Group& group, Timestamp at, Verdicts& verdicts) {
        State& state = group.state;
        state.holds = true;
        if (!has_list()) groups_.set_due(group, forgotten_from(state));
        finding_.group = group.key;
        finding_.at = at;
        finding_.value = std::chrono::duration<double>{within_}.count();
        finding_.events.clear();
        if (state.seq != 0) finding_.events.push_back({state.seq, state.heard, {}});
        verdicts.on_holds(finding_);
    }

    const Absence& absence_;
    const Span within_;
    DueGroups<State> groups_;
    bool is_armed_ = false;
    Finding finding_;
};

}  // namespace

std::unique_ptr<Detector> make_absence(const Rule& rule, const Absence& absence) {
    return std::make_unique<AbsenceDetector>(rule, absence);
}

}  // namespace logbeam::alert
