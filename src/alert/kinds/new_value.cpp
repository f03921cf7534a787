#include "alert/kinds/group_map.hpp"
#include "alert/kinds/make_detector.hpp"
#include "alert/kinds/recent_values.hpp"
#include "alert/kinds/shown_value.hpp"

#include <functional>
#include <list>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::size_t most_forgotten = 8;  // groups, and values of a group, in one call

// A moment for a value that is not known in its group. A value is known from when it comes until `forget_after` later,
// a group as long as one of its values. While `learn` lasts, from when the first value of any group came, new ones are
// learned and not told. A group with `max_values` learns no more and tells of none that it does not know.
//
// What is too old counts as forgotten at once, while its memory is freed a little in each call: old ones are found first,
// so where there is one, there is room.
class NewValueDetector final : public Detector {
public:
    NewValueDetector(const Rule& rule, const NewValue& wish) : most_groups_{rule.max_groups}, wish_{wish} {}

    void see(const Sighting& sighting, Timestamp now, Verdicts& verdicts) override {
        if (!sighting.value(0)) return verdicts.on_unreadable();
        advance(now, verdicts);
        if (!learns_until_) learns_until_ = now + wish_.learn;
        if (Group* group = find_or_add(sighting.group, now)) {
            judge(*group, sighting, now, verdicts);
        } else {
            verdicts.on_overflow(sighting.group, sighting.time);
        }
    }

    void advance(Timestamp now, Verdicts&) override {
        for (std::size_t count = 0; count < most_forgotten; ++count) {
            if (by_age_.empty() || !is_over(by_age_.front()->second.seen, now)) return;
            forget(*by_age_.front());
        }
    }

    [[nodiscard]] std::optional<Timestamp> next_due() const override {
        if (!forgets() || by_age_.empty()) return std::nullopt;
        return by_age_.front()->second.seen + wish_.forget_after;
    }

    [[nodiscard]] std::size_t groups() const override { return groups_.size(); }

private:
    struct Group;
    using Groups = GroupMap<Group>;
    using ByAge = std::list<Groups::value_type*>;
    struct Group {
        RecentValues values;
        Timestamp seen{};  // the newest of them
        bool is_overflow_told = false;
        ByAge::iterator place;
    };

    [[nodiscard]] bool forgets() const { return wish_.forget_after.count() != 0; }
    [[nodiscard]] bool is_over(Timestamp seen, Timestamp now) const {
        return forgets() && seen + wish_.forget_after <= now;
    }

    void forget(const Groups::value_type& entry) {
        by_age_.erase(entry.second.place);
        groups_.erase(groups_.find(entry.first));
    }

    Group* find_or_add(std::string_view name, Timestamp now) {
        auto found = groups_.find(name);
        if (found != groups_.end() && !is_over(found->second.seen, now)) return &found->second;
        if (found != groups_.end()) forget(*found);
        if (groups_.size() >= most_groups_) return nullptr;
        found = groups_.try_emplace(std::string{name}).first;
        found->second.seen = now;
        found->second.place = by_age_.insert(by_age_.end(), &*found);
        return &found->second;
    }

    void judge(Group& group, const Sighting& sighting, Timestamp now, Verdicts& verdicts) {
        const std::string& value = *sighting.value(0);
        const auto hash = std::hash<std::string_view>{}(value);
        if (forgets()) group.values.forget_until(now - wish_.forget_after, most_forgotten);
        const Timestamp* seen = group.values.find(hash);
        if (seen == nullptr && group.values.size() >= wish_.max_values) {
            tell_overflow(group, sighting, verdicts);
            return;
        }
        const bool is_news = (seen == nullptr || is_over(*seen, now)) && now >= *learns_until_;
        group.values.set(hash, now);
        group.seen = now;
        by_age_.splice(by_age_.end(), by_age_, group.place);
        if (!is_news) return;
        verdicts.on_moment({sighting.group, sighting.time, 1, {sighting.ref()}, std::string{shown(value)}});
    }

    static void tell_overflow(Group& group, const Sighting& sighting, Verdicts& verdicts) {
        if (!std::exchange(group.is_overflow_told, true)) verdicts.on_overflow(sighting.group, sighting.time);
    }

    std::size_t most_groups_;
    const NewValue& wish_;
    std::optional<Timestamp> learns_until_;
    Groups groups_;
    ByAge by_age_;  // the group heard of last at the end
};

}  // namespace

std::unique_ptr<Detector> make_new_value(const Rule& rule, const NewValue& new_value) {
    return std::make_unique<NewValueDetector>(rule, new_value);
}

}  // namespace logbeam::alert
