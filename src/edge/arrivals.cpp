#include "edge/arrivals.hpp"

#include "base/ids.hpp"
#include "transport/nats/batch_header.hpp"
#include "wire/native_frame.hpp"

#include <utility>

namespace logbeam::edge {
namespace {

// Whoever may publish to the subjects was let in by the NATS server; brokers checked their clients before.
const hub::Rights& rights_of_log() {
    static const hub::Rights rights = [] {
        hub::Rights of_log;
        of_log.log = true;
        return of_log;
    }();
    return rights;
}

Error not_come(const std::string& publisher, const hub::Absence& absent) {
    return {ErrorCode::events_dropped, "of " + publisher + " have not come: batches behind its number " +
                                           std::to_string(absent.after) + " up to " + std::to_string(absent.through)};
}

hub::Sender sender_from_log() {
    return {{}, "nats", {}, &rights_of_log()};
}

}  // namespace

void Arrivals::take(const LogMessage& message) {
    take({message.subject, message.body, message.headers.find(transport::BatchHeader::name), first_seq(message.number),
          Timestamp{std::chrono::nanoseconds{message.time}}, base::event_id(hub_.ingest.epoch(), message.number),
          message.is_all_read});
}

void Arrivals::take(const transport::Mail& mail, bool hears_all) {
    take({mail.subject,
          mail.body,
          mail.headers.find(transport::BatchHeader::name),
          hub_.ingest.last_seq() + 1,
          hub_.clock.wall_now(),
          {},
          false,
          hears_all});
}

void Arrivals::take(const Message& message) {
    const auto topic = subjects_.topic_of(message.subject);
    if (!topic) return;  // a stream may hold more than events
    const bool is_read_again = message.seq <= hub_.ingest.last_seq();
    const auto taken = message.header.empty() ? take_foreign(message) : take_batch(message, *topic);
    if (taken || is_read_again) return;
    ++refused_;
    on_trouble_(message.subject, taken.error());
}

void Arrivals::tick() {
    const auto now = hub_.clock.steady_now();
    while (!awaited_.empty() && (awaited_.size() > most_awaited || now - awaited_.front().since >= patience)) {
        const Awaited& oldest = awaited_.front();
        tell_lost(oldest, hub_.ingest.still_absent(oldest.publisher, oldest.topic, oldest.absence));
        awaited_.pop_front();
    }
}

void Arrivals::wait_for(const Message& message, std::string_view topic, const std::string& publisher,
                        const hub::TakenBatch& taken) {
    Awaited awaited{std::string{message.subject}, std::string{topic}, publisher, {}, message.seq,
                    hub_.clock.steady_now()};
    if (taken.forgotten && taken.forgotten->is_certain) tell_lost(awaited, {*taken.forgotten});
    if (!taken.absent) return;
    awaited.absence = *taken.absent;
    awaited_.push_back(std::move(awaited));
}

void Arrivals::tell_lost(const Awaited& awaited, const std::vector<hub::Absence>& absent) {
    for (const hub::Absence& each : absent)
        on_trouble_(awaited.subject, not_come(awaited.publisher, each));
    if (absent.empty()) return;
    wire::Gap gap;
    gap.from = gap.to = awaited.seq;  // how many they were, nobody knows
    gap.reason = "lost";
    hub_.shard.tell_gap(awaited.topic, gap);
}

Result<void> Arrivals::take_batch(const Message& message, std::string_view topic) {
    const auto header = transport::parse_batch_header(message.header);
    if (!header) return Error{ErrorCode::malformed_batch, "a Logbeam-Batch header that cannot be read"};
    if (header->count > seqs_per_message) {
        return Error{ErrorCode::malformed_batch,
                     "a batch of more than " + std::to_string(seqs_per_message) + " events"};
    }
    const hub::Placement placement{message.seq, header->previous, topic, message.is_all_read};
    if (message.seq + header->count <= hub_.ingest.last_seq() + 1) {
        hub_.ingest.recall_placed(header->publisher, header->first, header->last, placement);
        return {};
    }
    const auto taken = hub_.ingest.take_placed(message.body, sender_from_log(), placement);
    if (!taken) return taken.error();
    if (message.hears_all && (taken->absent || taken->forgotten)) wait_for(message, topic, header->publisher, *taken);
    return taken->refused == 0 ? Result<void>{} : taken->first_refusal;
}

Result<void> Arrivals::take_foreign(const Message& message) {
    auto event = unpacker_.foreign(message.subject, message.body, message.time);
    if (!event) return event.error();
    if (event->id.empty()) event->id = message.id;
    if (message.seq <= hub_.ingest.last_seq()) return {};  // had before
    hub_.ingest.go_on_at(message.seq);
    const auto taken = hub_.ingest.take_event(event->to_json(), sender_from_log(), message.time);
    return taken ? Result<void>{} : taken.error();
}

}  // namespace logbeam::edge
