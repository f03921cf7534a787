#include "transport/nats/listener.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

namespace logbeam::transport {

namespace {

// What nats.c keeps of a subscription before it drops.
constexpr int max_pending_messages = 65'536;
constexpr int max_pending_bytes = 64 << 20;

}  // namespace

void NatsListener::begin(NatsSession& session, TransportEvents& events) {
    session_ = &session;
    events_ = &events;
}

void NatsListener::end() {
    subscriptions_.clear();
    session_ = nullptr;
    events_ = nullptr;
}

Result<void> NatsListener::subscribe(const wire::Subscribe& wish) {
    Subscription& subscription = subscriptions_[wish.id];
    subscription.sources.clear();
    for (const std::string& topics : wish.topics) {
        auto handle = session_->subscribe(subjects_.subject_of(topics));
        if (!handle) return handle.error();
        natsSubscription_SetPendingLimits(handle->get(), max_pending_messages, max_pending_bytes);
        subscription.sources.push_back({TopicPattern{topics}, std::move(*handle)});
    }
    return {};
}

void NatsListener::unsubscribe(std::uint64_t id) {
    subscriptions_.erase(id);
}

void NatsListener::drive(Time now) {
    std::vector<ChainReceiver::Outcome> outcomes;
    for (auto& [id, subscription] : subscriptions_) {
        for (Source& source : subscription.sources) {
            while (const auto received = NatsSession::next(*source.subscription)) {
                if (received.message) take(id, subscription, *received.message, now);
            }
            tell_dropped(source);
        }
        subscription.chains.expire(now, outcomes);
        tell(id, subscription, outcomes);
    }
}

std::optional<NatsListener::Time> NatsListener::deadline() const {
    std::optional<Time> earliest;
    for (const auto& [id, subscription] : subscriptions_) {
        if (const auto due = subscription.chains.deadline()) earliest = std::min(earliest.value_or(*due), *due);
    }
    return earliest;
}

void NatsListener::take(std::uint64_t id, Subscription& subscription, natsMsg& message, Time now) {
    const std::string_view subject = natsMsg_GetSubject(&message);
    const std::string_view body{natsMsg_GetData(&message), static_cast<std::size_t>(natsMsg_GetDataLength(&message))};
    const char* header = nullptr;
    if (natsMsgHeader_Get(&message, BatchHeader::name, &header) != NATS_OK) {
        auto event = unpacker_.foreign(subject, body, std::chrono::system_clock::now());
        if (event) {
            tell_event(id, subscription, std::move(*event));
        } else {
            events_->on_failed(wire::failed(std::nullopt, event.error()));
        }
        return;
    }
    auto arrival = unpacker_.arrival(subject, header, body);
    if (!arrival) {
        events_->on_failed(wire::failed(std::nullopt, arrival.error()));
        return;
    }
    std::vector<ChainReceiver::Outcome> outcomes;
    subscription.chains.take(std::move(*arrival), now, outcomes);
    tell(id, subscription, outcomes);
}

void NatsListener::tell(std::uint64_t id, const Subscription& subscription,
                        std::vector<ChainReceiver::Outcome>& outcomes) {
    for (const ChainReceiver::Outcome& outcome : std::exchange(outcomes, {})) {
        if (const auto* delivery = std::get_if<ChainReceiver::Delivery>(&outcome)) {
            const auto unpacked =
                unpacker_.unpack(*delivery, [&](Event event) { tell_event(id, subscription, std::move(event)); });
            if (!unpacked) events_->on_failed(wire::failed(std::nullopt, unpacked.error()));
        } else {
            wire::Gap gap;
            gap.reason = "lost";  // how many is not known: the counters between are those of other subjects, too
            events_->on_gap(id, gap);
        }
    }
}

// A wildcard of NATS matches the broker's topics, too.
void NatsListener::tell_event(std::uint64_t id, const Subscription& subscription, Event event) {
    const bool is_wanted = std::any_of(subscription.sources.begin(), subscription.sources.end(),
                                       [&](const Source& source) { return source.topics.matches(event.topic); });
    if (is_wanted) events_->on_event(id, std::move(event));
}

void NatsListener::tell_dropped(Source& source) {
    std::int64_t dropped = 0;
    if (natsSubscription_GetDropped(source.subscription.get(), &dropped) != NATS_OK) return;
    const std::int64_t news = dropped - std::exchange(source.dropped, dropped);
    if (news == 0) return;
    events_->on_failed(wire::failed(
        std::nullopt, {ErrorCode::too_slow, std::to_string(news) + " messages on '" + source.topics.str() +
                                                "' were dropped, for they came faster than they are read"}));
}

}  // namespace logbeam::transport
