#include "alert/due_groups.hpp"
#include "alert/evidence.hpp"
#include "alert/kinds/make_detector.hpp"
#include "alert/slicing.hpp"
#include "alert/tally/count.hpp"
#include "alert/tally/distinct.hpp"
#include "alert/tally/numbers.hpp"
#include "alert/tally/percentile.hpp"
#include "alert/tally/ratio.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace logbeam::alert {
namespace {

// A value over each group's window against a limit. A group is known while there is something in its window: what asks for
// few events (`below`, `at_most`) begins with the first and ends with the last, and silence is the kind absence's.
//
// Of no or too few events there is a count, a sum, and a number of different values, so that what they were compared for
// ends. Of the other values there is none then: what held is not known to hold any more, nor to have ended, until there
// are enough again, or the group is given up.
template <class Tally>
class ThresholdDetector final : public Detector {
public:
    ThresholdDetector(const Rule& rule, const Threshold& threshold)
        : threshold_{threshold},
          tally_{threshold},
          slicing_{rule.within},
          within_{rule.within},
          groups_{rule.max_groups} {}

    void see(const Sighting& sighting, Timestamp now, Verdicts& verdicts) override {
        if (half_seen_ && (half_seen_->seq != sighting.seq || half_seen_->at != now)) judge_half_seen(verdicts);
        take_due(now, verdicts);
        const auto reading = Tally::read(sighting);
        if (!reading) return verdicts.on_unreadable();
        const auto slice = slicing_.slice_of(sighting.time);
        if (!slicing_.covers(slice, now)) return;
        auto* group = groups_.find_or_add(sighting.group, now, verdicts);
        if (group == nullptr) return;
        add(*group, slice, *reading);
        const auto measure = tally_.measure(group->state.tally, group->state.window);
        if (sighting.query == 0 && may_lead_to_holding(measure)) group->state.evidence.add(sighting);
        half_seen_.reset();
        if (is_half(*reading)) {
            half_seen_ = HalfSeen{group, sighting.seq, now};
        } else {
            judge(*group, measure, now, Cause::event, verdicts);
        }
    }

    void advance(Timestamp now, Verdicts& verdicts) override {
        if (half_seen_) judge_half_seen(verdicts);
        take_due(now, verdicts);
    }
    [[nodiscard]] std::optional<Timestamp> next_due() const override {
        return half_seen_ ? half_seen_->at : groups_.next_due();
    }
    [[nodiscard]] std::size_t groups() const override { return groups_.size(); }

private:
    struct State {
        Window<typename Tally::Slice> window;
        Evidence evidence;
        [[no_unique_address]] typename Tally::State tally;
        bool holds = false;
        bool is_in_doubt = false;  // it held when it was judged last, which was before
    };
    using Table = DueGroups<State>;
    using Group = typename Table::Group;
    enum class Cause : std::uint8_t { event, time };

    // An event of which the other query may be seen next. It is judged behind that: in between, there is one part more
    // than there should be.
    struct HalfSeen {
        Group* group = nullptr;
        std::uint64_t seq = 0;
        Timestamp at{};
    };
    [[nodiscard]] static bool is_half([[maybe_unused]] const typename Tally::Reading& reading) {
        if constexpr (std::is_same_v<Tally, tally::Ratio>) return reading == tally::Ratio::Reading::part;
        return false;
    }
    void judge_half_seen(Verdicts& verdicts) {
        const HalfSeen seen = *half_seen_;
        half_seen_.reset();
        judge(*seen.group, measure(*seen.group), seen.at, Cause::event, verdicts);
    }

    void add(Group& group, std::int64_t slice, const typename Tally::Reading& reading) {
        State& state = group.state;
        Tally::add(state.tally, state.window, slice, reading);
        groups_.set_due_no_later(group, slicing_.end_of(state.window.oldest()));
    }

    // Of a group that is far from many events, those that it has would never be named: it need not keep them.
    [[nodiscard]] bool may_lead_to_holding(const tally::Measure& measure) const {
        if (threshold_.value != Threshold::Value::count) return true;
        if (threshold_.comparison == Comparison::below || threshold_.comparison == Comparison::at_most) return true;
        return measure.value + static_cast<double>(Finding::most_events) > threshold_.limit;
    }

    void take_due(Timestamp now, Verdicts& verdicts) {
        groups_.take_due(now, [&](Group& group, Timestamp at) { on_slices_left(group, at, verdicts); });
    }

    void on_slices_left(Group& group, Timestamp at, Verdicts& verdicts) {
        State& state = group.state;
        const bool was_empty = state.window.empty();
        state.window.drop_before(slicing_.first_at(at),
                                 [&](const auto& entry) { Tally::dropped(state.tally, entry.slice); });
        if (!state.window.empty()) {
            groups_.set_due(group, slicing_.end_of(state.window.oldest()));
            return judge(group, measure(group), at, Cause::time, verdicts);
        }
        if (state.holds && !was_empty && may_be_in_doubt(threshold_)) {
            groups_.set_due(group, at + Threshold::windows_until_forgotten * within_);
            return doubt(group, at, verdicts);
        }
        if (state.holds) verdicts.on_ends(group.key, at);
        groups_.forget(group);
    }

    static void doubt(Group& group, Timestamp at, Verdicts& verdicts) {
        if (!std::exchange(group.state.is_in_doubt, true)) verdicts.on_no_data(group.key, at);
    }

    [[nodiscard]] tally::Measure measure(const Group& group) const {
        return tally_.measure(group.state.tally, group.state.window);
    }

    void judge(Group& group, const tally::Measure& measure, Timestamp at, Cause cause, Verdicts& verdicts) {
        State& state = group.state;
        const bool is_enough = measure.count >= std::max<std::uint64_t>(threshold_.min_count, 1);
        if (!is_enough && state.holds && may_be_in_doubt(threshold_)) return doubt(group, at, verdicts);
        const bool held = state.holds && !state.is_in_doubt;
        const bool may_end = std::exchange(
            state.holds, is_enough && logbeam::alert::holds(threshold_.comparison, measure.value, threshold_.limit));
        state.is_in_doubt = false;
        if (state.holds && (!held || cause == Cause::event)) tell(group, measure.value, at, verdicts);
        if (may_end && !state.holds) verdicts.on_ends(group.key, at);
    }

    void tell(const Group& group, double value, Timestamp at, Verdicts& verdicts) {
        finding_.group = group.key;
        finding_.at = at;
        finding_.value = value;
        group.state.evidence.write(slicing_.start_of(slicing_.first_at(at)), finding_.events);
        verdicts.on_holds(finding_);
    }

    const Threshold& threshold_;
    const Tally tally_;
    const Slicing slicing_;
    const Span within_;
    Table groups_;
    std::optional<HalfSeen> half_seen_;
    Finding finding_;  // kept for the memory of its events
};

}  // namespace

std::unique_ptr<Detector> make_threshold(const Rule& rule, const Threshold& threshold) {
    switch (threshold.value) {
        case Threshold::Value::count: return std::make_unique<ThresholdDetector<tally::Count>>(rule, threshold);
        case Threshold::Value::distinct: return std::make_unique<ThresholdDetector<tally::Distinct>>(rule, threshold);
        case Threshold::Value::percentile:
            return std::make_unique<ThresholdDetector<tally::Percentile>>(rule, threshold);
        case Threshold::Value::ratio: return std::make_unique<ThresholdDetector<tally::Ratio>>(rule, threshold);
        default: return std::make_unique<ThresholdDetector<tally::Numbers>>(rule, threshold);
    }
}

}  // namespace logbeam::alert
