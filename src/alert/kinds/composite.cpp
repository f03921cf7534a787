#include "alert/kinds/group_map.hpp"
#include "alert/kinds/make_detector.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::size_t most_alerts = 10'000;  // that fire at a time, of one rule in one group

// The alerts of one rule that fire, by the hash of their fingerprint: since which event.
using Alerts = std::unordered_map<std::uint64_t, EventRef>;

[[nodiscard]] bool is_firing(const std::string& state) {
    return state == "firing" || state == "recovering" || state == "nodata";
}

// The last of them, oldest first.
void keep_latest(std::vector<EventRef>& events) {
    std::sort(events.begin(), events.end(), [](const EventRef& left, const EventRef& right) {
        return std::pair{left.time, left.seq} < std::pair{right.time, right.seq};
    });
    if (events.size() <= Finding::most_events) return;
    events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(Finding::most_events));
}

// Holds while each rule of `all_of` has an alert that fires, one of `any_of` has (where there are some), and none of
// `none_of`; of `none_of` alone it never does. An alert fires from when it is told so until it is told anything else. What
// is told late is told as of the newest time that its group knows: nothing ends before it began. A group is forgotten
// when nothing of it fires.
class CompositeDetector final : public Detector {
public:
    CompositeDetector(const Rule& rule, const Composite& wish) : most_groups_{rule.max_groups}, wish_{wish} {}

    void see(const Sighting& sighting, Timestamp, Verdicts& verdicts) override {
        if (!sighting.value(0) || (wish_.all_of.empty() && wish_.any_of.empty())) return;
        const bool fires = is_firing(*sighting.value(0));
        const auto group = fires ? find_or_add(sighting, verdicts) : groups_.find(sighting.group);
        if (group == groups_.end()) return;
        group->second.newest = std::max(group->second.newest, sighting.time);
        note(group->second, sighting, fires, verdicts);
        judge(group->first, group->second, verdicts);
        if (nothing_fires(group->second)) groups_.erase(group);
    }

    void advance(Timestamp, Verdicts&) override {}
    [[nodiscard]] std::optional<Timestamp> next_due() const override { return std::nullopt; }
    [[nodiscard]] std::size_t groups() const override { return groups_.size(); }

private:
    struct Group {
        std::vector<Alerts> rules;  // all_of, any_of, none_of
        Timestamp newest = Timestamp::min();
        bool holds = false;
    };
    using Groups = GroupMap<Group>;

    [[nodiscard]] std::size_t wanted() const { return wish_.all_of.size() + wish_.any_of.size(); }

    Groups::iterator find_or_add(const Sighting& sighting, Verdicts& verdicts) {
        const auto known = groups_.find(sighting.group);
        if (known != groups_.end()) return known;
        if (groups_.size() >= most_groups_) {
            verdicts.on_overflow(sighting.group, sighting.time);
            return known;
        }
        const auto added = groups_.try_emplace(std::string{sighting.group}).first;
        added->second.rules.resize(wanted() + wish_.none_of.size());
        return added;
    }

    static void note(Group& group, const Sighting& sighting, bool fires, Verdicts& verdicts) {
        Alerts& alerts = group.rules[sighting.query];
        const auto& fingerprint = sighting.value(1);
        const auto hash = fingerprint ? std::hash<std::string_view>{}(*fingerprint) : 0;
        if (!fires) {
            alerts.erase(hash);
        } else if (alerts.size() < most_alerts || alerts.contains(hash)) {
            alerts.try_emplace(hash, sighting.ref());
        } else {
            verdicts.on_overflow(sighting.group, sighting.time);
        }
    }

    void judge(std::string_view name, Group& group, Verdicts& verdicts) const {
        const bool held = std::exchange(group.holds, holds(group));
        if (group.holds && !held) verdicts.on_holds(finding(name, group));
        if (!group.holds && held) verdicts.on_ends(name, group.newest);
    }

    [[nodiscard]] bool holds(const Group& group) const {
        const auto fires = [](const Alerts& alerts) { return !alerts.empty(); };
        const auto any_of = group.rules.begin() + static_cast<std::ptrdiff_t>(wish_.all_of.size());
        const auto none_of = group.rules.begin() + static_cast<std::ptrdiff_t>(wanted());
        return std::all_of(group.rules.begin(), any_of, fires) &&
               (any_of == none_of || std::any_of(any_of, none_of, fires)) &&
               std::none_of(none_of, group.rules.end(), fires);
    }

    // The value is how many alerts led to it, and the detail of which rules.
    [[nodiscard]] Finding finding(std::string_view name, const Group& group) const {
        Finding found{name, group.newest, 0, {}, {}};
        for (std::size_t rule = 0; rule < wanted(); ++rule) {
            if (group.rules[rule].empty()) continue;
            if (!found.detail.empty()) found.detail += ", ";
            found.detail += name_of(rule);
            for (const auto& [hash, event] : group.rules[rule])
                found.events.push_back(event);
        }
        found.value = static_cast<double>(found.events.size());
        keep_latest(found.events);
        return found;
    }

    [[nodiscard]] const std::string& name_of(std::size_t rule) const {
        const std::size_t all = wish_.all_of.size();
        return rule < all ? wish_.all_of[rule] : wish_.any_of[rule - all];
    }

    [[nodiscard]] static bool nothing_fires(const Group& group) {
        return std::all_of(group.rules.begin(), group.rules.end(), [](const Alerts& alerts) { return alerts.empty(); });
    }

    std::size_t most_groups_;
    const Composite& wish_;
    Groups groups_;
};

}  // namespace

std::unique_ptr<Detector> make_composite(const Rule& rule, const Composite& composite) {
    return std::make_unique<CompositeDetector>(rule, composite);
}

}  // namespace logbeam::alert
