// Many topics over one connection, with handlers by event type: the names that users of the realtime pattern know.
// RealtimeClient::from_environment() would take the URL from REALTIME_TRANSPORT, WEBSOCKET_URL and NATS_URL.

#include <logbeam/realtime_client.hpp>
#include <logbeam/testing.hpp>

#include <chrono>
#include <cstdio>
#include <future>

int main() {
    using namespace std::chrono_literals;
    logbeam::testing::Recorder broker;
    logbeam::RealtimeClient sensors{broker.url()};
    logbeam::RealtimeClient viewer{broker.url()};

    if (const auto ready = viewer.init(5s); !ready) {
        std::printf("%s\n", ready.error().message().c_str());
        return 1;
    }

    std::promise<void> done;
    auto readings = viewer.emitter().subscribe("reading", [](const logbeam::Event& event) {
        std::printf("%s: %s degrees\n", event.topic.c_str(), event.field("degrees")->to_json().c_str());
    });
    auto ends = viewer.emitter().subscribe("end", [&](const logbeam::Event& /*event*/) { done.set_value(); });
    auto garden = viewer.subscribe(
        "garden.>", [](const logbeam::Event& event) { std::printf("the garden says %s\n", event.type.c_str()); });
    viewer.subscribe("house.>");  // for the emitter's handlers
    viewer.publish("viewers", "hello", logbeam::Fields{});
    viewer.connection().flush(5s);  // behind its subscriptions: from here on it hears all of them

    sensors.publish("house.cellar.temperature", "reading", logbeam::Fields{{"degrees", 11.5}});
    sensors.publish("street.temperature", "reading", logbeam::Fields{{"degrees", 3.0}});  // nobody asked for this
    sensors.publish("garden.bed", "frost", logbeam::Fields{});
    sensors.publish("house.attic.temperature", "reading", logbeam::Fields{{"degrees", 24}});
    sensors.publish("house.all", "end", logbeam::Value{});

    return done.get_future().wait_for(5s) == std::future_status::ready ? 0 : 1;
}
