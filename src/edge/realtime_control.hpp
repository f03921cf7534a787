#pragma once

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>
#include <logbeam/topic.hpp>

#include <optional>
#include <string>
#include <string_view>

// What the realtime pattern's clients on NATS say on `control.…`, and what they are answered. Pure.
namespace logbeam::edge {

inline constexpr std::size_t max_control_bytes = 16 << 10;
inline constexpr std::size_t max_client_id_bytes = 255;

struct ControlMessage {
    std::string client;                 // empty: it named none
    std::optional<TopicPattern> topic;  // nothing: it named none
};

// Refuses what is no object, and members that are no texts or too long.
[[nodiscard]] Result<ControlMessage> read_control(std::string_view body);

[[nodiscard]] std::string connection_established(std::string_view client, std::string_view topic, Timestamp now);
[[nodiscard]] std::string subscribed(std::string_view topic);
[[nodiscard]] std::string not_subscribed(std::string_view topic);  // no room
[[nodiscard]] std::string disconnected(Timestamp now);

// An event that asks a client whether it is still there, by being deliverable.
[[nodiscard]] std::string connection_check(Timestamp now);

}  // namespace logbeam::edge
