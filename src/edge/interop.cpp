#include "edge/interop.hpp"

#include <utility>

namespace logbeam::edge {

Interop::Interop(transport::MessagePort& port, hub::Hub& hub, Settings settings, Edge edge)
    : hub_{hub},
      settings_{std::move(settings)},
      edge_{std::move(edge)},
      events_{0, hub.counters.accepted},
      deliveries_{0, hub.counters.deliveries},
      last_tick_{hub.clock.steady_now()},
      realtime_{port,
                hub.clock,
                {.edge = settings_.edge, .subject_prefix = settings_.subject_prefix},
                [this] { return publishes(); },
                [this](std::string_view topic, std::string_view json, std::string_view client_id) {
                    return take(topic, json, client_id);
                }},
      json_{port,
            {.prefix = settings_.json_prefix},
            [this] { return publishes(); },
            [&clock = hub.clock] { return clock.steady_now(); }},
      presence_{port, hub.clock, {.edge = settings_.edge}, hub.clients, [this] { return info(); }} {
    hub_.on_burst.emplace_back(lifetime_.guard([this](const history::Burst& burst) {
        realtime_.on_burst(burst);
        json_.on_burst(burst);
    }));
    port.observe({.on_open = lifetime_.guard([this] {
        realtime_.on_open();
        presence_.on_open();
    })});
}

void Interop::tick() {
    const auto now = hub_.clock.steady_now();
    const std::chrono::duration<double> since_last = now - std::exchange(last_tick_, now);
    if (since_last.count() > 0) {
        events_.count(hub_.counters.accepted, since_last);
        deliveries_.count(hub_.counters.deliveries, since_last);
    }
    realtime_.tick();
    json_.tick();
    presence_.tick();
}

void Interop::Rate::count(std::uint64_t total, std::chrono::duration<double> since_last) {
    per_second = static_cast<double>(total - std::exchange(last, total)) / since_last.count();
}

hub::BridgeCounts Interop::counts() const {
    const auto& realtime = realtime_.counts();
    const auto& json = json_.counts();
    return {realtime.taken, realtime.bridged + json.asked + json.sent,
            realtime.refused + realtime.malformed + realtime.too_large + json.too_large,
            realtime.lost + json.lost + json.unheld};
}

// NATS let the client in; topics that need a token do not come over the bridge.
Result<void> Interop::take(std::string_view topic, std::string_view json, std::string_view client_id) {
    const auto taken = hub_.take_event(json, {client_id, "nats", topic, rights_.get()});
    if (!taken) return taken.error();
    edge_.on_taken();
    return {};
}

hub::EdgeInfo Interop::info() const {
    hub::EdgeInfo info;
    info.url = settings_.url;
    info.version = settings_.version;
    info.started = settings_.started;
    info.events_per_second = events_.per_second;
    info.deliveries_per_second = deliveries_.per_second;
    info.subscribers = hub_.shard.readers();
    info.last_seq = hub_.ingest.last_seq();
    info.is_caught_up = edge_.has_caught_up();
    info.leads = edge_.leads();
    return info;
}

}  // namespace logbeam::edge
