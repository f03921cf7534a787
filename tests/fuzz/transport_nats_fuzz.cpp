#include "fuzz/require.hpp"
#include "transport/nats/address.hpp"
#include "transport/nats/chain_receiver.hpp"
#include "transport/nats/stream_reply.hpp"
#include "transport/nats/unpacker.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace logbeam;
using fuzz::require;

namespace {

void read_message(transport::Unpacker& unpacker, std::string_view header, std::string_view body) {
    if (const auto parsed = transport::parse_batch_header(header)) {
        require(transport::encode(*parsed) == header);
        require(parsed->previous < parsed->first && parsed->first <= parsed->last);
    }
    auto arrival = unpacker.arrival("e.logs.orders", header, body);
    if (!arrival) return;
    transport::ChainReceiver receiver;
    std::vector<transport::ChainReceiver::Outcome> outcomes;
    receiver.take(*std::move(arrival), {}, outcomes);
    require(outcomes.size() == 1);
    std::size_t events = 0;
    const auto& delivery = std::get<transport::ChainReceiver::Delivery>(outcomes.front());
    const auto unpacked = unpacker.unpack(delivery, [&](const Event& event) {
        require(event.topic == "logs.orders");
        ++events;
    });
    require(!unpacked || events == delivery.arrival.header.count);
}

}  // namespace

// The first line is a header, the rest a body; and all of it is whatever else NATS may bring.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto line_end = text.find('\n');
    transport::Unpacker unpacker{transport::SubjectMapping::parse("e.{topic}").value()};
    if (line_end != std::string_view::npos) {
        read_message(unpacker, text.substr(0, line_end), text.substr(line_end + 1));
    }
    if (const auto event = unpacker.foreign("e.logs.orders", text, {})) require(event->topic == "logs.orders");
    (void)transport::parse_publish_reply(text);
    if (const auto streams = transport::parse_stream_list(text))
        (void)transport::stream_for(streams->streams, "e.logs.orders");
    if (const auto address = transport::NatsAddress::parse(text)) {
        require(!address->servers.empty());
        for (const std::string& server : address->servers) {
            require(transport::parse_nats_server(server).value() == server);
        }
    }
    return 0;
}
