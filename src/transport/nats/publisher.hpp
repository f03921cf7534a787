#pragma once

#include "transport/nats/outbox.hpp"
#include "transport/nats/packer.hpp"
#include "transport/nats/session.hpp"
#include "transport/nats/settings.hpp"
#include "transport/nats/stream_reply.hpp"
#include "transport/transport.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::transport {

// The way out: from batches to messages that a stream or the server has acknowledged. What it knows of acknowledged
// counters and chains outlives a connection. Confined.
class NatsPublisher final {
public:
    using Time = Outbox::Time;

    explicit NatsPublisher(const NatsSettings& settings)
        : subjects_{settings.subjects}, mode_{settings.options.stream}, packer_{settings.subjects} {}

    // On a new connection: asks which streams there are. Both arguments stay until `end`.
    [[nodiscard]] Result<void> begin(NatsSession& session, TransportEvents& events, Time now);
    void end();

    // Whether it is known where events go; batches are taken from then on.
    [[nodiscard]] bool is_ready() const noexcept { return is_ready_; }

    // False: full.
    [[nodiscard]] bool take(const std::shared_ptr<const Batch>& batch, Time now);

    // Whether `drive` has something to tell already.
    [[nodiscard]] bool has_news() const noexcept { return !problems_.empty() || (outbox_ && outbox_->has_done()); }

    // What the server does not let pass: may be the question for streams.
    void hear_refusal(const Error& refusal);

    // Hears what has come, sends what is due, tells the events.
    [[nodiscard]] Result<void> drive(Time now);

    // For who pings: whether there is a wish for it, up to where it would reach, and that it did.
    [[nodiscard]] bool wants_ping() const noexcept { return outbox_ && outbox_->waits_for_pass(); }
    [[nodiscard]] std::uint64_t mark() const noexcept { return outbox_ ? outbox_->sent_mark() : 0; }
    void passed(std::uint64_t mark);

    [[nodiscard]] std::optional<Time> deadline() const;

    // What was acknowledged of these publishers, over all connections.
    [[nodiscard]] std::vector<Held> held(const std::vector<std::string>& publishers) const;

private:
    [[nodiscard]] Result<void> ask_for_streams(Time now);
    [[nodiscard]] Result<void> hear_streams(Time now);
    [[nodiscard]] Result<void> take_streams(const Result<StreamList>& list, Time now);
    [[nodiscard]] Result<StreamList> list_in(const NatsSession::Received& received) const;
    [[nodiscard]] Result<void> set_streams(std::vector<StreamInfo> streams, Time now);
    void take_answer(std::uint64_t number, natsMsg& answer, Time now);
    void hear_answers(Time now);
    [[nodiscard]] Result<void> send_due(Time now);
    [[nodiscard]] bool write();
    [[nodiscard]] Result<void> publish(std::uint64_t number, Outbox::Route route, Time now);
    void tell();
    void note(Error problem);
    [[nodiscard]] std::size_t longest_body() const;

    const SubjectMapping subjects_;
    const NatsStream mode_;
    Packer packer_;
    std::map<std::string, std::uint64_t> held_;
    bool knows_jetstream_ = false;  // it has answered: while it is silent, nothing of its goes to core NATS

    // Of the connection.
    NatsSession* session_ = nullptr;
    TransportEvents* events_ = nullptr;
    std::optional<Outbox> outbox_;
    std::string inbox_;
    NatsSubscriptionHandle stream_answers_;
    NatsSubscriptionHandle answers_;
    std::vector<StreamInfo> streams_;
    std::optional<Time> asked_at_;  // for streams, while the answer is due
    Time last_asked_{};
    Time began_at_{};
    bool wants_streams_ = false;  // what is known of them was wrong
    bool may_not_ask_ = false;    // for streams
    bool is_ready_ = false;
    std::vector<Error> problems_;  // not told yet
    std::set<std::string> noted_;
};

}  // namespace logbeam::transport
