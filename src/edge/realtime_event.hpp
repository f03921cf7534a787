#pragma once

#include "history/burst.hpp"

#include <optional>
#include <string>
#include <string_view>

// Between the events of the realtime pattern on NATS and those of the broker. Pure.
namespace logbeam::edge {

struct RealtimeEvent {
    std::string json;       // for the ingest
    std::string client_id;  // empty: it named none
};

// What a client published: without its topic, which the subject tells, and with `metadata.bridged`, by which each edge
// knows that the pattern's clients have it already. Nothing for what is no JSON object.
[[nodiscard]] std::optional<RealtimeEvent> read_realtime_event(std::string_view body, std::string_view edge);

// Whether it came from such a client, over any edge.
[[nodiscard]] bool was_bridged(std::string_view canonical, const history::TextParts& parts);

// The members that the pattern knows: no topic, seq or clientId.
[[nodiscard]] std::string realtime_text(std::string_view canonical, const history::TextParts& parts);

}  // namespace logbeam::edge
