#pragma once

#include "base/lifetime.hpp"
#include "edge/json_bridge.hpp"
#include "edge/presence.hpp"
#include "edge/realtime_bridge.hpp"
#include "hub/hub.hpp"
#include "transport/nats/port.hpp"

#include <logbeam/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace logbeam::edge {

// What a hub that is an edge gives to others on its connection: the bridges for other programs' NATS clients, and who is
// connected here. Hears the hub's bursts and the port by itself. Confined.
class Interop final {
public:
    struct Settings {
        std::string edge;  // its id
        std::string url;   // of its page
        std::string version;
        Timestamp started{};
        std::string subject_prefix = "topic";  // of the realtime pattern
        std::string json_prefix = "logbeam.json";
    };
    struct Edge {
        std::function<bool()> leads;
        std::function<bool()> has_caught_up;
        std::function<void()> on_taken;  // there is something to commit
    };

    // `port` and `hub` outlive it.
    Interop(transport::MessagePort& port, hub::Hub& hub, Settings settings, Edge edge);

    void tick();  // once a second, behind the hub's
    void say_goodbye() { presence_.say_goodbye(); }

    [[nodiscard]] hub::BridgeCounts counts() const;
    [[nodiscard]] const hub::Fleet& fleet() const noexcept { return presence_; }
    [[nodiscard]] const RealtimeBridge& realtime() const noexcept { return realtime_; }
    [[nodiscard]] const JsonBridge& json() const noexcept { return json_; }
    [[nodiscard]] const Presence& presence() const noexcept { return presence_; }

private:
    struct Rate {
        void count(std::uint64_t total, std::chrono::duration<double> since_last);

        double per_second = 0;
        std::uint64_t last = 0;
    };

    [[nodiscard]] bool publishes() const { return edge_.leads() && edge_.has_caught_up(); }
    Result<void> take(std::string_view topic, std::string_view json, std::string_view client_id);
    [[nodiscard]] hub::EdgeInfo info() const;

    hub::Hub& hub_;
    const Settings settings_;
    const Edge edge_;
    const hub::SharedRights rights_ = hub::rights_of_guest();
    Rate events_;
    Rate deliveries_;
    std::chrono::steady_clock::time_point last_tick_;
    RealtimeBridge realtime_;
    JsonBridge json_;
    Presence presence_;
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
