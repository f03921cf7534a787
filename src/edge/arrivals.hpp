#pragma once

#include "edge/log_feed.hpp"
#include "hub/hub.hpp"
#include "transport/nats/batch_header.hpp"
#include "transport/nats/subject_mapping.hpp"
#include "transport/nats/unpacker.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::edge {

// Where events of one message of the log stand: seq = number × 4096 + index.
inline constexpr std::uint64_t seqs_per_message = transport::max_message_events;

[[nodiscard]] constexpr std::uint64_t first_seq(std::uint64_t message) noexcept {
    return message * seqs_per_message;
}
[[nodiscard]] constexpr std::uint64_t message_of(std::uint64_t seq) noexcept {
    return seq / seqs_per_message;
}

// What comes out of NATS, on its way into the hub's burst: packed batches, and what other programs publish as it is. What
// a publisher sent before a batch and is not there is waited for, for a moment; then it is told as trouble, and to
// subscribers as a gap. Unsynchronised.
class Arrivals {
public:
    // Told of what is wrong with a message, and of a publisher's batches that are not there.
    using OnTrouble = std::function<void(std::string_view subject, const Error& trouble)>;

    Arrivals(hub::Hub& hub, transport::SubjectMapping subjects, OnTrouble on_trouble)
        : hub_{hub}, subjects_{subjects}, unpacker_{std::move(subjects)}, on_trouble_{std::move(on_trouble)} {}

    // Of a stream: its numbers give the seqs.
    void take(const LogMessage& message);

    // Without a stream: the seqs are this broker's. `hears_all`: no topic is left out while nobody wants it, so that what
    // is not there is lost.
    void take(const transport::Mail& mail, bool hears_all);

    // Once a second.
    void tick();

    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }  // messages

    static constexpr std::chrono::seconds patience{10};  // with what is sent again after 5 s without an answer
    static constexpr std::size_t most_awaited = 10'000;  // stretches; beyond, the oldest are told earlier

private:
    struct Message {
        std::string_view subject;
        std::string_view body;
        std::string_view header;
        std::uint64_t seq = 0;  // of its first event
        Timestamp time{};
        std::string id;            // for an event that brings none
        bool is_all_read = false;  // all that stands before it
        bool hears_all = true;     // from where it began on
    };
    void take(const Message& message);
    [[nodiscard]] Result<void> take_batch(const Message& message, std::string_view topic);
    [[nodiscard]] Result<void> take_foreign(const Message& message);

    // What a publisher sent on a topic before `seq`, and had not come then.
    struct Awaited {
        std::string subject;
        std::string topic;
        std::string publisher;
        hub::Absence absence;
        std::uint64_t seq = 0;
        std::chrono::steady_clock::time_point since;
    };
    void wait_for(const Message& message, std::string_view topic, const std::string& publisher,
                  const hub::TakenBatch& taken);
    void tell_lost(const Awaited& awaited, const std::vector<hub::Absence>& absent);

    hub::Hub& hub_;
    const transport::SubjectMapping subjects_;
    const transport::Unpacker unpacker_;
    const OnTrouble on_trouble_;
    std::deque<Awaited> awaited_;  // the oldest first
    std::uint64_t refused_ = 0;
};

}  // namespace logbeam::edge
