#include "alert/alert_group.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::chrono::seconds shortest_interval{1};  // what is looked at again and again is not looked at all the time

bool fires(const AlertGroup::Member& member) noexcept {
    return member.alert.state == State::firing;
}

// As they came.
bool is_earlier(const AlertGroup::Member* left, const AlertGroup::Member* right) {
    return std::tie(left->alert.at, left->alert.rule, left->alert.number, left->alert.fingerprint) <
           std::tie(right->alert.at, right->alert.rule, right->alert.number, right->alert.fingerprint);
}

}  // namespace

AlertGroup::AlertGroup(const Route& route, std::optional<std::vector<std::string>> values, Course course)
    : route_{route}, values_{std::move(values)}, course_{course} {}

void AlertGroup::take(const Standing& alert, Timestamp now) {
    const auto [found, is_new] = members_.try_emplace(alert.fingerprint);
    Member& member = found->second;
    const bool is_another = is_new || member.alert.state != alert.state;
    if (!is_another && alert.state == State::resolved) return;
    member.alert = alert;
    if (!is_another) return;  // it recovered, and fires on
    member.is_news = true;
    hear_news(now);
}

void AlertGroup::refuse(Timestamp now) {
    ++course_.refused;
    hear_news(now);
}

void AlertGroup::adopt(Member member, std::optional<Timestamp> due) {
    if (due) set_no_later(*due);
    std::string fingerprint = member.alert.fingerprint;
    members_.insert_or_assign(std::move(fingerprint), std::move(member));
}

void AlertGroup::end_others(const std::function<bool(const std::string& fingerprint)>& stands, Timestamp now) {
    for (auto& [fingerprint, member] : members_) {
        if (!fires(member) || stands(fingerprint)) continue;
        Standing over = member.alert;
        over.state = State::resolved;
        over.at = now;
        take(over, now);
    }
}

void AlertGroup::hear_news(Timestamp now) {
    set_no_later(std::max(now + route_.how.wait, earliest(now)));
}

// When it may send again. A clock that was set back does not make it wait for longer than `interval`.
Timestamp AlertGroup::earliest(Timestamp now) const {
    return course_.sent ? std::max(now, std::min(*course_.sent, now) + route_.how.interval) : now;
}

void AlertGroup::look_again(Timestamp now) {
    if (course_.has_left_out) set_no_later(earliest(now));
}

std::optional<GroupMessage> AlertGroup::look(Timestamp now, const IsMuted& is_muted) {
    const Listed listed = unmuted(is_muted);
    std::optional<GroupMessage> message;
    if (is_worth_a_message(listed, now)) {
        message = message_of(listed, now);
        forget_told(listed);
    }
    set_next_look(now);
    return message;
}

// Forgets those that are muted, and over before anybody knew.
AlertGroup::Listed AlertGroup::unmuted(const IsMuted& is_muted) {
    Listed listed;
    for (auto each = members_.begin(); each != members_.end();) {
        Member& member = each->second;
        const bool is_left_out = is_muted(member.alert);
        if (!is_left_out) listed.push_back(&member);
        each = is_left_out && !fires(member) && !member.is_told ? members_.erase(each) : std::next(each);
    }
    std::sort(listed.begin(), listed.end(), is_earlier);
    return listed;
}

bool AlertGroup::is_worth_a_message(const Listed& listed, Timestamp now) const {
    const auto is_news = [](const Member* member) { return member->is_news; };
    if (course_.refused > 0 || std::any_of(listed.begin(), listed.end(), is_news)) return true;
    return !listed.empty() && is_repeat_due(now);
}

bool AlertGroup::is_repeat_due(Timestamp now) const {
    return route_.how.repeat > Span::zero() && course_.sent && *course_.sent + route_.how.repeat <= now;
}

GroupMessage AlertGroup::message_of(const Listed& listed, Timestamp now) {
    course_.sent = now;
    ++course_.number;
    GroupMessage message;
    message.group = id();
    message.key = message.group + "-" + std::to_string(course_.number);
    message.route = route_.name;
    message.notifiers = route_.how.notifiers;
    for (std::size_t index = 0; values_ && index < values_->size(); ++index)
        message.by.emplace_back(route_.how.group_by[index], (*values_)[index]);
    message.unlisted = std::exchange(course_.refused, 0);
    message.is_reminder = message.unlisted == 0;
    for (Member* member : listed) {
        (fires(*member) ? message.firing : message.resolved).push_back(member->alert);
        message.is_reminder = message.is_reminder && !member->is_news;
        member->is_news = false;
        member->is_told = true;
    }
    return message;
}

void AlertGroup::forget_told(const Listed& listed) {
    for (const Member* member : listed) {
        if (!fires(*member)) members_.erase(std::string{member->alert.fingerprint});
    }
}

void AlertGroup::set_next_look(Timestamp now) {
    course_.has_left_out =
        std::any_of(members_.begin(), members_.end(), [](const auto& each) { return each.second.is_news; });
    course_.due.reset();
    if (members_.empty()) return;
    const Timestamp later = now + std::max<Span>(route_.how.interval, shortest_interval);
    if (course_.has_left_out) course_.due = later;
    if (route_.how.repeat <= Span::zero() || !course_.sent) return;
    const Timestamp repeat = *course_.sent + route_.how.repeat;
    const Timestamp next = repeat > now ? repeat : later;  // all that fires is muted
    set_no_later(next);
}

std::string AlertGroup::id() const {
    const std::uint64_t group =
        base::stable_hash(values_ ? group_key(*values_) : "*", base::stable_hash(route_.name + "\n"));
    return route_.name + "-" + base::hex16(group) + "-" + base::hex16(course_.opened);
}

}  // namespace logbeam::alert
