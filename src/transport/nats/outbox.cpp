#include "transport/nats/outbox.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::transport {

void Outbox::take(const Batch& batch, std::vector<Packet> packets) {
    const std::uint64_t group = first_group_ + groups_.size();
    groups_.push_back({{batch.publisher, batch.last}, packets.size(), packets.size(), true});
    for (Packet& packet : packets) {
        bytes_ += packet.body->size();
        due_.insert(due_.end(), first_ + entries_.size());
        entries_.push_back({std::move(packet), group});
    }
}

std::optional<std::uint64_t> Outbox::next(Time now) const {
    for (const std::uint64_t number : due_) {
        const auto rest = resting_.find(entry(number).packet.subject);
        if (rest == resting_.end() || rest->second <= now) return number;
    }
    return std::nullopt;
}

void Outbox::sent(std::uint64_t number, Route route, Time now) {
    Entry& one = entry(number);
    one.state = State::sent;
    one.route = route;
    one.sent_at = now;
    due_.erase(number);
    if (route == Route::core) {
        one.mark = ++mark_;
        core_sent_.emplace(one.mark, number);
    } else {
        unanswered_.emplace(now, number);
    }
}

void Outbox::failed(std::uint64_t number, Time now) {
    const std::string subject = entry(number).packet.subject;
    for (std::uint64_t later = number; later < first_ + entries_.size(); ++later) {
        if (entry(later).packet.subject == subject) make_due(later);
    }
    resting_[subject] = now + retry_wait;
}

void Outbox::answered(std::uint64_t number) {
    if (!holds(number)) return;
    resting_.erase(entry(number).packet.subject);
    finish(number);
}

void Outbox::passed(std::uint64_t mark) {
    while (!core_sent_.empty() && core_sent_.begin()->first <= mark) {
        const std::uint64_t number = core_sent_.begin()->second;
        groups_[entry(number).group - first_group_].is_kept = false;
        finish(number);
    }
}

void Outbox::fail_unanswered(const std::function<bool(const std::string&)>& wants, Time now) {
    std::map<std::string, std::uint64_t> earliest;
    for (const auto& [sent_at, number] : unanswered_) {
        const std::string& subject = entry(number).packet.subject;
        if (!wants(subject)) continue;
        auto& first = earliest.try_emplace(subject, number).first->second;
        first = std::min(first, number);
    }
    for (const auto& [subject, number] : earliest) {
        failed(number, now);
    }
}

std::size_t Outbox::expire(Time now) {
    std::size_t count = 0;
    while (!unanswered_.empty() && unanswered_.begin()->first + answer_wait <= now) {
        failed(unanswered_.begin()->second, now);
        ++count;
    }
    std::erase_if(resting_, [&](const auto& rest) { return rest.second <= now; });
    return count;
}

std::optional<Outbox::Time> Outbox::deadline() const {
    std::optional<Time> earliest;
    if (!unanswered_.empty()) earliest = unanswered_.begin()->first + answer_wait;
    for (const auto& [subject, until] : resting_) {
        earliest = std::min(earliest.value_or(until), until);
    }
    return earliest;
}

std::vector<Outbox::Done> Outbox::take_done() {
    std::vector<Done> done;
    while (has_done()) {
        Group& group = groups_.front();
        for (std::size_t i = 0; i < group.packets; ++i) {
            bytes_ -= entries_.front().packet.body->size();
            entries_.pop_front();
            ++first_;
        }
        done.push_back({std::move(group.held), group.is_kept});
        groups_.pop_front();
        ++first_group_;
    }
    return done;
}

void Outbox::finish(std::uint64_t number) {
    leave(number);
    Entry& one = entry(number);
    if (one.state == State::done) return;
    due_.erase(number);  // it failed, and yet it had arrived
    one.state = State::done;
    --groups_[one.group - first_group_].open;
}

void Outbox::make_due(std::uint64_t number) {
    leave(number);
    Entry& one = entry(number);
    if (one.state == State::done) ++groups_[one.group - first_group_].open;
    one.state = State::due;
    due_.insert(number);
}

// What waits for an answer of it waits no longer.
void Outbox::leave(std::uint64_t number) {
    const Entry& one = entry(number);
    if (one.state != State::sent) return;
    if (one.route == Route::core) {
        core_sent_.erase(one.mark);
    } else {
        unanswered_.erase({one.sent_at, number});
    }
}

}  // namespace logbeam::transport
