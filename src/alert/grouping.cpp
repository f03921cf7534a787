#include "alert/grouping.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {
namespace {

std::vector<std::string> values_of(const Route& route, const Standing& alert) {
    std::vector<std::string> values;
    for (const std::string& name : route.how.group_by)
        values.emplace_back(field_of(alert, name).value_or(""));
    return values;
}

std::string key_of(const Route& route, const std::vector<std::string>& values) {
    return route.name + " " + group_key(values);
}

// What has no group of its own, for there are too many.
std::string common_key_of(const Route& route) {
    return route.name + " *";
}

}  // namespace

Grouping::Grouping(std::vector<Route> routes, Limits limits) : routes_{std::move(routes)}, limits_{limits} {}

void Grouping::take(const Standing& alert, Timestamp now) {
    for (const Route& route : routes_) {
        const bool may_be_known = alert.state == State::resolved;  // by a route that was another when it fired
        if (may_be_known || all_match(route.matchers, alert)) take_by(route, alert, now);
    }
}

void Grouping::take_by(const Route& route, const Standing& alert, Timestamp now) {
    Entry* known = find_with(key_of(route, values_of(route, alert)), alert);
    if (known == nullptr) known = find_with(common_key_of(route), alert);
    if (known == nullptr && alert.state == State::resolved) return;
    Entry& entry = known == nullptr ? group_for(route, alert, {.opened = next_opened(alert.at)}) : *known;
    const bool has_place = known != nullptr || has_room(entry.second);
    if (!has_place) ++refused_;
    change(entry, [&](AlertGroup& group) { has_place ? group.take(alert, now) : group.refuse(now); });
}

Grouping::Entry* Grouping::find_with(const std::string& key, const Standing& alert) {
    const auto found = groups_.find(key);
    return found != groups_.end() && found->second.knows(alert.fingerprint) ? &*found : nullptr;
}

// Its own, or the common one.
Grouping::Entry& Grouping::group_for(const Route& route, const Standing& alert, const AlertGroup::Course& course) {
    auto values = values_of(route, alert);
    const std::string key = key_of(route, values);
    if (const auto found = groups_.find(key); found != groups_.end()) return *found;
    if (groups_.size() < limits_.groups) return *groups_.try_emplace(key, route, std::move(values), course).first;
    return *groups_.try_emplace(common_key_of(route), route, std::nullopt, course).first;
}

bool Grouping::has_room(const AlertGroup& group) const noexcept {
    return alerts_ < limits_.alerts && group.size() < limits_.alerts_of_group;
}

// Rises. By the alert's own time, so that no restart gives one that was given.
std::uint64_t Grouping::next_opened(Timestamp at) noexcept {
    opened_ =
        std::max(opened_ + 1, static_cast<std::uint64_t>(std::max<std::int64_t>(at.time_since_epoch().count(), 0)));
    return opened_;
}

// All that is known of groups beside them, after one was changed.
template <class Change>
void Grouping::change(Entry& entry, const Change& make) {
    auto& [key, group] = entry;
    if (group.due()) due_.erase({*group.due(), key});
    const std::size_t before = group.size();
    make(group);
    alerts_ += group.size() - before;
    changed_.insert(key);
    if (group.is_over()) {
        groups_.erase(groups_.find(key));
    } else if (group.due()) {
        due_.emplace(*group.due(), key);
    }
}

std::vector<std::string> Grouping::due_keys(Timestamp now) const {
    std::vector<std::string> keys;
    for (const auto& [at, key] : due_) {
        if (at > now) break;
        keys.emplace_back(key);
    }
    return keys;
}

std::vector<GroupMessage> Grouping::due(Timestamp now, const IsMuted& is_muted) {
    std::vector<GroupMessage> messages;
    for (const std::string& key : due_keys(now)) {
        change(*groups_.find(key), [&](AlertGroup& group) {
            if (auto message = group.look(now, is_muted)) messages.push_back(*std::move(message));
        });
    }
    return messages;
}

std::optional<Timestamp> Grouping::next_due() const {
    return due_.empty() ? std::nullopt : std::optional{due_.begin()->first};
}

void Grouping::look_again(Timestamp now) {
    for (Entry& entry : groups_) {
        if (entry.second.has_left_out()) change(entry, [now](AlertGroup& group) { group.look_again(now); });
    }
}

void Grouping::end_others(const std::function<bool(const std::string& fingerprint)>& stands, Timestamp now) {
    for (Entry& entry : groups_)
        change(entry, [&](AlertGroup& group) { group.end_others(stands, now); });
}

std::vector<GroupMessage> Grouping::retire(const std::set<std::string>& staying, Timestamp now,
                                           const IsMuted& is_muted) {
    std::vector<GroupMessage> messages;
    for (const std::string& key : keys_of_others(staying)) {
        change(*groups_.find(key), [&](AlertGroup& group) {
            group.end_others([](const std::string& /*fingerprint*/) { return false; }, now);
            if (auto message = group.look(now, is_muted)) messages.push_back(*std::move(message));
        });
    }
    return messages;
}

std::vector<std::string> Grouping::keys_of_others(const std::set<std::string>& routes) const {
    std::vector<std::string> keys;
    for (const auto& [key, group] : groups_) {
        if (!routes.contains(group.route().name)) keys.push_back(key);
    }
    return keys;
}

std::vector<Grouping::Record> Grouping::changes() {
    std::vector<Record> records;
    for (const std::string& key : std::exchange(changed_, {})) {
        const auto found = groups_.find(key);
        records.push_back({key, found == groups_.end() ? std::string{} : found->second.to_json()});
    }
    return records;
}

Result<void> Grouping::restore(const Record& record, Timestamp now) {
    auto kept = AlertGroup::parse(record.text);
    if (!kept) return Error{kept.error().code, "the group '" + record.key + "': " + kept.error().detail};
    changed_.insert(record.key);
    const auto route =
        std::find_if(routes_.begin(), routes_.end(), [&kept](const Route& each) { return each.name == kept->route; });
    if (route != routes_.end()) put_back(*route, *std::move(kept), now);
    return {};
}

void Grouping::put_back(const Route& route, AlertGroup::Kept kept, Timestamp now) {
    opened_ = std::max(opened_, kept.course.opened);
    for (AlertGroup::Member& member : kept.members) {
        Entry& entry = group_for(route, member.alert, kept.course);
        const bool has_place = has_room(entry.second);
        if (!has_place) ++refused_;
        change(entry, [&](AlertGroup& group) {
            has_place ? group.adopt(std::move(member), kept.course.due) : group.refuse(now);
        });
    }
}

}  // namespace logbeam::alert
