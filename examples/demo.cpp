// What tools/demo.sh shows: a shop that logs and publishes, and beside it a viewer that prints what arrives.

#include <logbeam/realtime_client.hpp>
#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>

struct OrderShipped {
    int order_id = 0;
    double total = 0;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, total)

const bool has_colours = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;

static void print(const logbeam::Event& event) {
    constexpr const char* colours[] = {"2", "2", "32", "33", "31", "1;31"};
    const auto level = event.level();
    const std::string colour = level ? colours[static_cast<int>(*level)] : "36";
    const std::string on = has_colours ? "\33[" + colour + "m" : "", off = has_colours ? "\33[0m" : "";
    std::printf("%s  %s%-15s%s  %-12s %s\n", logbeam::to_rfc3339(event.timestamp).substr(11, 12).c_str(), on.c_str(),
                event.type.c_str(), off.c_str(), event.topic.c_str(),
                level ? std::string{event.message()}.c_str() : event.data.to_json().c_str());
}

static void run_shop(logbeam::Connection& connection) {
    const auto sink = logbeam::make_spdlog_sink(connection);
    spdlog::logger orders{"orders", sink}, payment{"payment", sink}, web{"web", sink};
    logbeam::EventChannel shipments{connection, "shipments"};
    for (int id = 1; id <= 24; ++id) {
        web.info("POST /orders status={} latency_ms={:.1f}", 201, 4 + id * 37 % 23 / 2.0);
        orders.info("placed {} {}", logbeam::kv("order_id", id), logbeam::kv("city", id % 2 ? "Oslo" : "New York"));
        if (id % 5 == 0) web.warn("slow answer path=/orders latency_ms={}", 180 + id);
        if (id % 7 == 0) payment.error("card refused order_id={} attempt={}", id, id % 4 + 1);
        if (id % 7 != 0) shipments.publish(OrderShipped{id, id * 4.75});
        std::this_thread::sleep_for(std::chrono::milliseconds{150});
    }
    orders.critical("out of stock sku={}", "A-1");
}

int main() {
    logbeam::testing::Recorder broker;
    logbeam::RealtimeClient viewer{broker.url()};
    std::promise<void> sold_out;
    const auto all = viewer.subscribe(">", [&](const logbeam::Event& event) {
        print(event);
        if (event.level() == logbeam::Level::critical) sold_out.set_value();
    });
    viewer.publish("viewers", "viewer.ready", logbeam::Fields{});
    viewer.connection().flush(std::chrono::seconds{5});  // so that the shop opens only now
    run_shop(broker.connection());
    return sold_out.get_future().wait_for(std::chrono::seconds{5}) == std::future_status::ready ? 0 : 1;
}
