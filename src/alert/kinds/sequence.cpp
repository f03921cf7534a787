#include "alert/kinds/group_map.hpp"
#include "alert/kinds/make_detector.hpp"
#include "alert/kinds/ordered_steps.hpp"
#include "alert/kinds/unordered_steps.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace logbeam::alert {
namespace {

// A moment for each sequence that comes about; each key has its own, the rules of which are with its `Steps`. An event
// that comes `within` after its own time, or later, is not looked at; neither is one again that has completed a sequence
// of its key. What is due at the same time is told in the order of the keys.
template <typename Steps>
class SequenceDetector final : public Detector {
public:
    SequenceDetector(const Rule& rule, const Sequence& sequence)
        : most_keys_{rule.max_groups}, plan_{sequence, rule.within} {}

    void see(const Sighting& sighting, Timestamp now, Verdicts& verdicts) override {
        advance(now, verdicts);
        if (sighting.time + plan_.within <= now || is_used_up(sighting)) return;
        const auto key = find_or_add(sighting, verdicts);
        if (key == keys_.end()) return;
        const auto whole = key->second.steps.see(plan_, sighting.query, {sighting.time, sighting.seq});
        if (whole) {
            tell(sighting.group, *whole, verdicts);
            use_up(sighting);
        }
        settle(key);
    }

    void advance(Timestamp now, Verdicts& verdicts) override {
        while (!dues_.empty() && dues_.begin()->first <= now) {
            const auto [due, name] = *dues_.begin();
            const auto key = keys_.find(name);
            for (const Completion& whole : key->second.steps.expire(plan_, due))
                tell(name, whole, verdicts);
            settle(key);
        }
    }

    [[nodiscard]] std::optional<Timestamp> next_due() const override {
        return dues_.empty() ? std::nullopt : std::optional{dues_.begin()->first};
    }

    [[nodiscard]] std::size_t groups() const override { return keys_.size(); }
    [[nodiscard]] std::size_t partials() const override { return under_way_; }

    [[nodiscard]] std::vector<Partial> latest_partials(std::size_t most) const override {
        std::vector<Partial> latest;
        for (const auto& [name, key] : keys_) {
            key.steps.tell_under_way(plan_, [&, &group = name](Timestamp first, std::size_t step, const auto& events) {
                take_later(latest, most, first, [&] { return partial(group, first, step, events); });
            });
        }
        return latest;
    }

private:
    struct Key {
        Steps steps;
        std::optional<Timestamp> due;
        std::size_t under_way = 0;
    };
    using Keys = GroupMap<Key>;

    [[nodiscard]] bool is_used_up(const Sighting& sighting) const {
        return used_up_ == sighting.seq && std::ranges::find(used_up_of_, sighting.group) != used_up_of_.end();
    }

    void use_up(const Sighting& sighting) {
        if (used_up_ != sighting.seq) used_up_of_.clear();
        used_up_ = sighting.seq;
        used_up_of_.emplace_back(sighting.group);
    }

    [[nodiscard]] typename Keys::iterator find_or_add(const Sighting& sighting, Verdicts& verdicts) {
        const auto known = keys_.find(sighting.group);
        if (known != keys_.end() || !Steps::begins(plan_, sighting.query)) return known;
        if (keys_.size() < most_keys_) return keys_.try_emplace(std::string{sighting.group}).first;
        verdicts.on_overflow(sighting.group, sighting.time);
        return known;
    }

    [[nodiscard]] Partial partial(const std::string& group, Timestamp first, std::size_t step,
                                  const std::vector<Taken>& events) const {
        return {group, step, plan_.counts.size(), first, first + plan_.within, refs_of(events)};
    }

    // Into those that are there, the latest first, where there is room for it.
    template <typename Make>
    static void take_later(std::vector<Partial>& latest, std::size_t most, Timestamp since, const Make& make) {
        const auto place = std::upper_bound(latest.begin(), latest.end(), since,
                                            [](Timestamp time, const Partial& other) { return time > other.since; });
        if (place == latest.end() && latest.size() >= most) return;
        latest.insert(place, make());
        if (latest.size() > most) latest.pop_back();
    }

    static std::vector<EventRef> refs_of(const std::vector<Taken>& events) {
        std::vector<EventRef> refs;
        refs.reserve(events.size());
        for (const Taken& event : events)
            refs.push_back({event.seq, event.time, {}});
        return refs;
    }

    static void tell(std::string_view key, const Completion& whole, Verdicts& verdicts) {
        const std::chrono::duration<double> took = whole.at - whole.first;
        verdicts.on_moment({key, whole.at, took.count(), refs_of(whole.events), {}});
    }

    // Writes down what the key has under way and when it is due next, or forgets it.
    void settle(typename Keys::iterator key) {
        under_way_ -= key->second.under_way;
        key->second.under_way = key->second.steps.under_way(plan_);
        under_way_ += key->second.under_way;
        const auto due = key->second.steps.next_due(plan_);
        const auto was = std::exchange(key->second.due, due);
        if (due != was) {
            if (was) dues_.erase({*was, key->first});
            if (due) dues_.emplace(*due, key->first);
        }
        if (!due) keys_.erase(key);
    }

    std::size_t most_keys_;
    SequencePlan plan_;
    Keys keys_;
    std::size_t under_way_ = 0;
    std::set<std::pair<Timestamp, std::string_view>> dues_;
    std::optional<std::uint64_t> used_up_;  // the event that completed a sequence last, and of which keys
    std::vector<std::string> used_up_of_;
};

}  // namespace

std::unique_ptr<Detector> make_sequence(const Rule& rule, const Sequence& sequence) {
    if (sequence.is_ordered) return std::make_unique<SequenceDetector<OrderedSteps>>(rule, sequence);
    return std::make_unique<SequenceDetector<UnorderedSteps>>(rule, sequence);
}

}  // namespace logbeam::alert
