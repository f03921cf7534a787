#pragma once

#include "transport/nats/chain_receiver.hpp"
#include "transport/nats/session.hpp"
#include "transport/nats/subject_mapping.hpp"
#include "transport/nats/unpacker.hpp"
#include "transport/transport.hpp"

#include <logbeam/topic.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::transport {

// The way in: what subscriptions bring, in order, with the losses told. Confined.
class NatsListener final {
public:
    using Time = ChainReceiver::Time;

    explicit NatsListener(const SubjectMapping& subjects) : subjects_{subjects}, unpacker_{subjects} {}

    // On a new connection; both arguments stay until `end`.
    void begin(NatsSession& session, TransportEvents& events);
    void end();

    [[nodiscard]] Result<void> subscribe(const wire::Subscribe& wish);
    void unsubscribe(std::uint64_t id);

    // Tells what has come, and what has not.
    void drive(Time now);
    [[nodiscard]] std::optional<Time> deadline() const;

private:
    struct Source {
        TopicPattern topics;
        NatsSubscriptionHandle subscription;
        std::int64_t dropped = 0;
    };
    struct Subscription {
        std::vector<Source> sources;
        ChainReceiver chains;
    };

    void take(std::uint64_t id, Subscription& subscription, natsMsg& message, Time now);
    void tell(std::uint64_t id, const Subscription& subscription, std::vector<ChainReceiver::Outcome>& outcomes);
    void tell_event(std::uint64_t id, const Subscription& subscription, Event event);
    void tell_dropped(Source& source);

    const SubjectMapping subjects_;
    Unpacker unpacker_;
    NatsSession* session_ = nullptr;
    TransportEvents* events_ = nullptr;
    std::map<std::uint64_t, Subscription> subscriptions_;
};

}  // namespace logbeam::transport
