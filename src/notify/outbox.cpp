#include "notify/outbox.hpp"

#include <utility>

namespace logbeam::notify {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

Outbox::Outbox(NamedNotifier notifier, OutboxNeighbours neighbours, std::uint64_t seed)
    : name_{std::move(notifier.name)},
      kind_{notifier.kind},
      notifier_{std::move(notifier.notifier)},
      neighbours_{neighbours},
      back_off_{seed} {}

bool Outbox::offer(alert::Notification notification) {
    const bool has_room = queue_.with([&](auto& queue) {
        if (queue.size() >= capacity) return false;
        queue.push_back(std::move(notification));
        return true;
    });
    if (!has_room) ++counts_.lock()->no_room;
    return has_room;
}

std::optional<std::chrono::steady_clock::time_point> Outbox::next_due() const {
    if (queue_.lock()->empty()) return std::nullopt;
    return due_;
}

void Outbox::try_front() {
    const auto now = neighbours_.clock.steady_now();
    if (now < due_) return;
    const auto notification =
        queue_.with([](const auto& queue) { return queue.empty() ? std::nullopt : std::optional{queue.front()}; });
    if (!notification) return;
    if (!first_try_) first_try_ = now;

    if (!neighbours_.records.before(name_, *notification)) {
        due_ = neighbours_.clock.steady_now() + until_asked_again;
        return;
    }
    settle(send(*notification));
}

Delivery Outbox::send(const alert::Notification& notification) {
    const auto at = neighbours_.clock.wall_now();
    const auto began = neighbours_.clock.steady_now();
    auto delivery = notifier_->send(notification);
    const auto took = duration_cast<milliseconds>(neighbours_.clock.steady_now() - began);
    neighbours_.log.add({at, name_, notification.key, delivery.outcome, delivery.detail, took});
    return delivery;
}

void Outbox::settle(Delivery delivery) {
    const auto key = queue_.with([](const auto& queue) { return queue.front().key; });
    if (delivery.outcome != Delivery::Outcome::retry) return finish(key, delivery);
    const auto since_first = duration_cast<milliseconds>(neighbours_.clock.steady_now() - *first_try_);
    const auto wait = back_off_.next(since_first, delivery.retry_after);
    if (wait) {
        put_off(delivery, *wait);
        return neighbours_.records.after(name_, key, delivery);
    }
    delivery.outcome = Delivery::Outcome::refused;
    delivery.detail = "given up: " + delivery.detail;
    neighbours_.log.add({neighbours_.clock.wall_now(), name_, key, delivery.outcome, delivery.detail, {}});
    finish(key, delivery);
}

void Outbox::put_off(const Delivery& delivery, BackOff::Span by) {
    due_ = neighbours_.clock.steady_now() + by;
    ++counts_.lock()->retried;
    if (delivery.may_have_arrived) queue_.lock()->front().is_repeat = true;
}

void Outbox::finish(const std::string& key, const Delivery& delivery) {
    neighbours_.records.after(name_, key, delivery);
    queue_.lock()->pop_front();
    back_off_.reset();
    first_try_.reset();
    due_ = {};
    const auto count = delivery.outcome == Delivery::Outcome::delivered ? &Counts::delivered : &Counts::refused;
    counts_.with([&](Counts& counts) { return ++(counts.*count); });
}

}  // namespace logbeam::notify
