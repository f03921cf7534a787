// Typed events both ways: a shop and a warehouse, each with a connection of its own, on one topic.

#include <logbeam/event_channel.hpp>
#include <logbeam/testing.hpp>

#include <chrono>
#include <cstdio>
#include <future>

struct OrderPlaced {
    std::int64_t order_id = 0;
    std::string city;
};
LOGBEAM_EVENT(OrderPlaced, "orders.placed", order_id, city)

struct OrderShipped {
    std::int64_t order_id = 0;
    double total = 0;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, total)

int main() {
    logbeam::testing::Recorder broker;  // stands in for ws://127.0.0.1:3030
    logbeam::Connection warehouse{broker.url()};
    logbeam::Connection shop{broker.url()};

    logbeam::EventChannel shipments{warehouse, "orders"};
    auto placed = shipments.on<OrderPlaced>([&](const OrderPlaced& order, const logbeam::Event& envelope) {
        std::printf("warehouse: order %lld to %s, on topic %s\n", static_cast<long long>(order.order_id),
                    order.city.c_str(), envelope.topic.c_str());
        shipments.publish(OrderShipped{order.order_id, 19.99});
    });

    std::promise<OrderShipped> answer;
    logbeam::EventChannel orders{shop, "orders"};
    auto shipped = orders.on<OrderShipped>([&](const OrderShipped& order) { answer.set_value(order); });

    // What a connection publishes goes behind what it subscribed to, so once this has arrived both are listening.
    shipments.publish("warehouse.opened", logbeam::Fields{{"gates", 4}});
    warehouse.flush(std::chrono::seconds{5});

    orders.publish(OrderPlaced{42, "Berlin"});

    auto arrived = answer.get_future();
    if (arrived.wait_for(std::chrono::seconds{5}) != std::future_status::ready) {
        std::puts("shop: no answer");
        return 1;
    }
    std::printf("shop: shipped for %.2f\n", arrived.get().total);
    return 0;
}
