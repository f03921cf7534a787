#include "notify/dispatcher.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::notify {
namespace {

constexpr std::string_view being_sent = "sending";  // of a notification of the same key

std::uint64_t seed_of(const Clock& clock) {
    return static_cast<std::uint64_t>(clock.wall_now().time_since_epoch().count());
}

bool is_earlier(const alert::Outgoing& left, const alert::Outgoing& right) {
    return left.notification.at < right.notification.at;
}

}  // namespace

bool KeptRecords::before(const std::string& notifier, const alert::Notification& notification) noexcept {
    change({{std::string{being_sent}, alert::key_of(notifier, notification.key), ""}});
    return !may_send_ || may_send_();
}

void KeptRecords::after(const std::string& notifier, const std::string& key, const Delivery& delivery) noexcept {
    const auto record = alert::key_of(notifier, key);
    if (delivery.outcome != Delivery::Outcome::retry) return forget(record);
    if (!delivery.may_have_arrived) change({{std::string{being_sent}, record, std::nullopt}});
}

void KeptRecords::forget(const std::string& key) {
    change({{std::string{alert::kept_notifications}, key, std::nullopt}, {std::string{being_sent}, key, std::nullopt}});
}

void KeptRecords::change(const std::vector<history::RecordChange>& changes) noexcept {
    const auto changed = state_.lock()->get()->change_records(changes);
    if (!changed) trouble_("it cannot be kept what was sent: " + changed.error().message());
}

std::vector<alert::Outgoing> KeptRecords::unsettled() {
    const auto notifications = state_.lock()->get()->records(alert::kept_notifications);
    const auto sending = state_.lock()->get()->records(being_sent);
    std::vector<alert::Outgoing> all;
    if (!notifications || !sending) {
        trouble_("it cannot be read what is to be sent: " +
                 (notifications ? sending : notifications).error().message());
        return all;
    }
    std::set<std::string> sent;
    for (const auto& record : *sending)
        sent.insert(record.key);
    for (const auto& record : *notifications) {
        auto outgoing = alert::parse_outgoing(record);
        if (!outgoing) {
            trouble_(outgoing.error().message());
            continue;
        }
        outgoing->notification.is_repeat = outgoing->notification.is_repeat || sent.contains(record.key);
        all.push_back(*std::move(outgoing));
    }
    std::stable_sort(all.begin(), all.end(), is_earlier);
    return all;
}

Dispatcher::Dispatcher(std::vector<NamedNotifier> notifiers, const Clock& clock, history::SharedState& state,
                       KeptRecords::Trouble trouble, MaySend may_send)
    : trouble_{std::move(trouble)},
      records_{state, trouble_, std::move(may_send)},
      sender_{std::move(notifiers), clock, records_, seed_of(clock)} {
    for (auto& outgoing : records_.unsettled())
        send(std::move(outgoing));
}

void Dispatcher::send(alert::Outgoing outgoing) {
    if (behind_.contains(outgoing.notifier)) return;  // its turn comes
    const auto key = alert::key_of(outgoing.notifier, outgoing.notification.key);
    switch (sender_.offer(outgoing.notifier, std::move(outgoing.notification))) {
        case Sender::Offered::taken: return;
        case Sender::Offered::no_room:
            trouble_("the notifier '" + outgoing.notifier + "' is behind by " + std::to_string(Outbox::capacity) +
                     " notifications; the others wait on the disk");
            behind_.insert(outgoing.notifier);
            return;
        case Sender::Offered::no_such_notifier:
            trouble_("a notification is given up: there is no notifier '" + outgoing.notifier + "' any more");
            return records_.forget(key);
    }
}

bool Dispatcher::send_test(std::string_view notifier, alert::Notification notification) {
    return sender_.offer(notifier, std::move(notification)) == Sender::Offered::taken;
}

void Dispatcher::tick() {
    if (behind_.empty()) return;
    const auto status = sender_.status();
    const bool has_caught_up = std::any_of(status.begin(), status.end(), [this](const Sender::Status& each) {
        return each.waiting == 0 && behind_.contains(each.notifier);
    });
    if (has_caught_up) refill();
}

// Of those notifiers that have sent all they had.
void Dispatcher::refill() {
    std::set<std::string> ready;
    for (const auto& each : sender_.status()) {
        if (each.waiting == 0 && behind_.erase(each.notifier) > 0) ready.insert(each.notifier);
    }
    for (auto& outgoing : records_.unsettled()) {
        if (ready.contains(outgoing.notifier)) send(std::move(outgoing));
    }
}

}  // namespace logbeam::notify
