#include "edge/edge_report.hpp"
#include "edge/realtime_control.hpp"
#include "edge/realtime_event.hpp"
#include "edge/realtime_gossip.hpp"
#include "fuzz/require.hpp"
#include "json/scan.hpp"

#include <logbeam/event.hpp>

using namespace logbeam;
using fuzz::require;

// Whatever other programs say on the subjects of edges: what is taken of it is within bounds, and what is made of it is
// JSON that reads as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);

    if (const auto control = edge::read_control(text)) require(control->client.size() <= edge::max_client_id_bytes);
    if (const auto event = edge::read_realtime_event(text, "e")) {
        require(json::check(event->json).ok() && event->client_id.size() <= edge::max_client_id_bytes);
    }
    if (auto gossip = edge::parse_realtime_gossip(text)) {
        const auto again = edge::parse_realtime_gossip(edge::encode(*gossip));
        require(again.ok() && again->kind == gossip->kind && again->clients.size() == gossip->clients.size());
        for (const auto& part : edge::encode_in_parts(*std::move(gossip), 1'000))
            require(edge::parse_realtime_gossip(part).ok());
    }
    if (const auto report = edge::parse_edge_report(text)) {
        hub::Registry registry;
        for (const hub::Client& client : report->clients)
            registry.join(client);
        for (const auto& message : edge::encode_report(report->status, registry, report->number, {}))
            require(edge::parse_edge_report(message).ok());
    }
    return 0;
}
