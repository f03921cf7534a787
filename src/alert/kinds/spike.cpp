#include "alert/due_groups.hpp"
#include "alert/evidence.hpp"
#include "alert/kinds/make_detector.hpp"
#include "alert/slicing.hpp"
#include "alert/window.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

namespace logbeam::alert {
namespace {

// How the reference before a window is cut: into as many slices as the window has, each as long as `times` of its slices,
// where the reference is `times` windows long. A slice that leaves the window goes into one of them; at a moment the
// reference is the one into which slices go now and those before it. Immutable.
class ReferenceSlicing {
public:
    ReferenceSlicing(const Slicing& window, Span within, Span reference)
        : window_{window}, times_{std::max<std::int64_t>(1, reference / std::max(within, Span{1}))} {}

    [[nodiscard]] std::int64_t times() const noexcept { return times_; }
    [[nodiscard]] std::int64_t slice_of(std::int64_t window_slice) const noexcept {
        return window_slice / times_ - (window_slice % times_ < 0 ? 1 : 0);
    }
    [[nodiscard]] std::int64_t first_at(Timestamp now) const noexcept {
        return slice_of(window_.first_at(now) - 1) - window_.count() + 1;
    }
    [[nodiscard]] Timestamp end_of(std::int64_t slice) const noexcept {
        return window_.end_of((slice + window_.count()) * times_);
    }

private:
    const Slicing& window_;
    const std::int64_t times_;
};

// The count of a group's window against its average per window in the reference. A group of whose events none is left is
// forgotten, and has to be learned anew.
class SpikeDetector final : public Detector {
public:
    SpikeDetector(const Rule& rule, const Spike& spike)
        : spike_{spike},
          slicing_{rule.within},
          reference_{slicing_, rule.within, spike.reference},
          learning_{rule.within * (reference_.times() + 1)},
          groups_{rule.max_groups} {}

    void see(const Sighting& sighting, Timestamp now, Verdicts& verdicts) override {
        advance(now, verdicts);
        const auto slice = slicing_.slice_of(sighting.time);
        const bool is_recent = slicing_.covers(slice, now);
        if (!is_recent && reference_.slice_of(slice) < reference_.first_at(now)) return;
        auto* group = groups_.find_or_add(sighting.group, now, verdicts);
        if (group == nullptr) return;
        State& state = group->state;
        if (state.count == 0 && state.before == 0) state.speaks_from = now + learning_;
        if (is_recent) {
            ++state.window.at(slice);
            ++state.count;
        } else {
            add_to_reference(state, slice, 1);
        }
        state.evidence.add(sighting);
        groups_.set_due_no_later(*group, next_due_of(state, now));
        judge(*group, now, Cause::event, verdicts);
    }

    void advance(Timestamp now, Verdicts& verdicts) override {
        groups_.take_due(now, [&](Group& group, Timestamp at) { on_due(group, at, verdicts); });
    }
    [[nodiscard]] std::optional<Timestamp> next_due() const override { return groups_.next_due(); }
    [[nodiscard]] std::size_t groups() const override { return groups_.size(); }

private:
    struct State {
        Window<std::uint32_t> window;
        Window<std::uint64_t> reference;
        std::uint64_t count = 0;   // in the window
        std::uint64_t before = 0;  // in the reference
        Timestamp speaks_from{};
        Evidence evidence;
        bool holds = false;
    };
    using Group = DueGroups<State>::Group;
    enum class Cause : std::uint8_t { event, time };

    void add_to_reference(State& state, std::int64_t window_slice, std::uint64_t count) const {
        state.reference.at(reference_.slice_of(window_slice)) += count;
        state.before += count;
    }

    [[nodiscard]] Timestamp next_due_of(const State& state, Timestamp now) const {
        auto due = state.window.empty() ? Timestamp::max() : slicing_.end_of(state.window.oldest());
        if (!state.reference.empty()) due = std::min(due, reference_.end_of(state.reference.oldest()));
        return state.speaks_from > now ? std::min(due, state.speaks_from) : due;
    }

    void on_due(Group& group, Timestamp at, Verdicts& verdicts) {
        State& state = group.state;
        state.window.drop_before(slicing_.first_at(at), [&](const auto& entry) {
            state.count -= entry.slice;
            add_to_reference(state, entry.index, entry.slice);
        });
        state.reference.drop_before(reference_.first_at(at), [&](const auto& entry) { state.before -= entry.slice; });
        judge(group, at, Cause::time, verdicts);
        if (state.count == 0 && state.before == 0) return groups_.forget(group);
        groups_.set_due(group, next_due_of(state, at));
    }

    // Of what was never seen before, anything is too much.
    [[nodiscard]] bool is_too_often(double count, double usual) const {
        return spike_.above && count >= fewest() && count > *spike_.above * usual;
    }
    [[nodiscard]] bool is_too_seldom(double count, double usual) const {
        return spike_.below && usual >= fewest() && count < *spike_.below * usual;
    }
    [[nodiscard]] double fewest() const { return static_cast<double>(std::max<std::uint64_t>(spike_.min_count, 1)); }

    void judge(Group& group, Timestamp at, Cause cause, Verdicts& verdicts) {
        State& state = group.state;
        const auto count = static_cast<double>(state.count);
        const auto usual = static_cast<double>(state.before) / static_cast<double>(reference_.times());
        const bool held = state.holds;
        state.holds = at >= state.speaks_from && (is_too_often(count, usual) || is_too_seldom(count, usual));
        if (state.holds && (!held || cause == Cause::event)) {
            tell(group, usual == 0 ? count : count / usual, at, verdicts);
        }
        if (held && !state.holds) verdicts.on_ends(group.key, at);
    }

    void tell(const Group& group, double value, Timestamp at, Verdicts& verdicts) {
        finding_.group = group.key;
        finding_.at = at;
        finding_.value = value;
        group.state.evidence.write(slicing_.start_of(slicing_.first_at(at)), finding_.events);
        verdicts.on_holds(finding_);
    }

    const Spike& spike_;
    const Slicing slicing_;
    const ReferenceSlicing reference_;
    const Span learning_;
    DueGroups<State> groups_;
    Finding finding_;  // kept for the memory of its events
};

}  // namespace

std::unique_ptr<Detector> make_spike(const Rule& rule, const Spike& spike) {
    return std::make_unique<SpikeDetector>(rule, spike);
}

}  // namespace logbeam::alert
