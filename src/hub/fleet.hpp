#pragma once

#include "hub/registry.hpp"

#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace logbeam::hub {

// How a broker that is one of several over a NATS cluster is doing.
struct EdgeInfo {
    std::string id = {};
    std::string url = {};  // of its page
    std::string version = {};
    Timestamp started{};
    double events_per_second = 0;      // in
    double deliveries_per_second = 0;  // to its clients
    std::uint64_t subscribers = 0;
    std::uint64_t clients = 0;
    std::uint64_t last_seq = 0;
    bool is_caught_up = false;  // with the stream
    bool leads = false;
};

// All brokers over a NATS cluster, this one among them. Confined to the hub's thread.
class Fleet {
public:
    virtual ~Fleet() = default;

    [[nodiscard]] virtual EdgeInfo own() const = 0;

    // Each with those of its clients that are known, which may be fewer than there are.
    virtual void
    for_each_other(const std::function<void(const EdgeInfo& edge, const std::vector<Client>& clients)>& take) const = 0;
};

}  // namespace logbeam::hub
