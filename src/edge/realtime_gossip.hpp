#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What edges tell each other of the realtime pattern's clients, on `logbeam.edge.realtime`. Pure.
namespace logbeam::edge {

struct RealtimeGossip {
    enum class Kind : std::uint8_t {
        subscribed,    // clients want these topics, beside others
        unsubscribed,  // clients want these topics no longer
        heard,         // clients are there
        gone,          // clients are not
        ask,           // whoever leads tells all that it knows, as `subscribed`
        told,          // and that was all of it
    };
    struct Client {
        std::string id;
        std::vector<std::string> topics;
    };

    Kind kind = Kind::ask;
    std::string edge;  // who says so
    std::vector<Client> clients;
};

[[nodiscard]] std::string encode(const RealtimeGossip& gossip);

// Clients and topics that cannot be are left out.
[[nodiscard]] Result<RealtimeGossip> parse_realtime_gossip(std::string_view body);

// In texts of about `bytes` at most, for any number of clients.
[[nodiscard]] std::vector<std::string> encode_in_parts(RealtimeGossip gossip, std::size_t bytes);

}  // namespace logbeam::edge
