#pragma once

#include "transport/nats/chain_receiver.hpp"
#include "transport/nats/subject_mapping.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace logbeam::transport {

// From NATS messages to events. Unsynchronised.
class Unpacker final {
public:
    explicit Unpacker(SubjectMapping mapping) : mapping_{std::move(mapping)} {}

    // The packed batch of a message with a header; its body begins with what the header says.
    [[nodiscard]] Result<ChainReceiver::Arrival> arrival(std::string_view subject, std::string_view header,
                                                         std::string_view body) const;

    // The events of a delivery, those that were had before left out.
    [[nodiscard]] Result<void> unpack(const ChainReceiver::Delivery& delivery,
                                      const std::function<void(Event)>& on_event);

    // Of a message that someone else published: an event, any JSON as its data, or text as its message.
    [[nodiscard]] Result<Event> foreign(std::string_view subject, std::string_view body, Timestamp now) const;

private:
    const SubjectMapping mapping_;
    wire::BatchDecoder decoder_;
};

}  // namespace logbeam::transport
