#include "transport/nats/unpacker.hpp"

#include "wire/byte_reader.hpp"

#include <logbeam/topic.hpp>

#include <utility>

namespace logbeam::transport {

namespace {

Error malformed(std::string_view subject, std::string_view what) {
    return {ErrorCode::malformed_batch, "a message on '" + std::string{subject} + "' " + std::string{what}};
}

// The body says the same of its range as the header: nobody leads a chain astray with a header alone.
bool begins_with(std::string_view body, const BatchHeader& header) {
    wire::ByteReader reader{body};
    (void)reader.byte();  // version and flags are the decoder's business
    (void)reader.byte();
    const auto publisher = reader.text();
    const auto first = reader.varint();
    const auto span = reader.varint();
    return reader.is_well() && publisher == header.publisher && first == header.first &&
           span == header.last - header.first;
}

}  // namespace

Result<ChainReceiver::Arrival> Unpacker::arrival(std::string_view subject, std::string_view header,
                                                 std::string_view body) const {
    auto parsed = parse_batch_header(header);
    if (!parsed) return malformed(subject, "has a Logbeam-Batch header that cannot be read");
    if (!begins_with(body, *parsed)) return malformed(subject, "has another body than its header says");
    return ChainReceiver::Arrival{std::string{subject}, std::move(*parsed), std::string{body}};
}

Result<void> Unpacker::unpack(const ChainReceiver::Delivery& delivery, const std::function<void(Event)>& on_event) {
    const auto& arrival = delivery.arrival;
    const auto decoded = decoder_.decode(arrival.body);
    if (!decoded) return malformed(arrival.subject, "holds no batch: " + decoded.error().detail);
    const wire::BatchView& batch = **decoded;
    if (batch.events.size() != arrival.header.count) {
        return malformed(arrival.subject, "has another number of events than its header says");
    }
    const auto topic = mapping_.topic_of(arrival.subject);
    for (const wire::EventView& view : batch.events) {
        if (view.topic != topic) return malformed(arrival.subject, "holds an event of another topic");
        if (view.counter <= delivery.after) continue;
        auto event = wire::to_event(batch, view);
        if (!event) return event.error();
        on_event(std::move(*event));
    }
    return {};
}

Result<Event> Unpacker::foreign(std::string_view subject, std::string_view body, Timestamp now) const {
    const auto topic = mapping_.topic_of(subject);
    if (!topic || !TopicName::parse(*topic)) return malformed(subject, "has a subject without a topic");
    auto envelope = Event::parse(body);
    Event event;
    if (envelope && !envelope->type.empty()) {
        event = std::move(*envelope);
    } else {
        event.type = "nats.message";
        auto value = Value::parse(body);
        event.data = value ? std::move(*value) : Value{Fields{{"message", Value{body}}}};
    }
    event.topic = *topic;
    event.seq = 0;  // another broker's
    if (event.source.empty()) event.source = "nats";
    if (event.timestamp == Timestamp{}) event.timestamp = now;
    return event;
}

}  // namespace logbeam::transport
