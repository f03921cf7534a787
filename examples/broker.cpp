// The broker inside a program: who comes, what they publish, and an answer for everybody and for one.

#include <logbeam/broker.hpp>
#include <logbeam/event_channel.hpp>

#include <chrono>
#include <cstdio>
#include <future>
#include <string>

struct OrderPlaced {
    int order_id = 0;
    double total = 0;
};
LOGBEAM_EVENT(OrderPlaced, "order.placed", order_id, total)

int main() {
    logbeam::BrokerOptions options;
    options.listen = "127.0.0.1:0";  // any free port; the usual one is 3030
    logbeam::Broker broker{options};

    broker.on(logbeam::BrokerEvent::client_connected,
              [](const logbeam::Event& event) { std::printf("came: %s\n", event.data.to_json().c_str()); });
    broker.on(logbeam::BrokerEvent::message_received, [&broker](const logbeam::Event& event) {
        std::printf("%s: %s %s\n", event.topic.c_str(), event.type.c_str(), event.data.to_json().c_str());
        (void)broker.broadcast("news", "order.seen", event.data);
        (void)broker.send_to(event.client_id, "news", "thanks", logbeam::Fields{});
    });
    broker.start();
    std::printf("look at %s\n", broker.url().c_str());

    // A client, which could be any other program.
    logbeam::Connection shop{"ws://127.0.0.1:" + std::to_string(broker.port()) + "/ws"};
    logbeam::EventChannel orders{shop, "orders"};
    logbeam::EventChannel news{shop, "news"};
    std::promise<void> is_seen;
    const auto subscription = news.on("order.seen", [&](const logbeam::Event& /*event*/) { is_seen.set_value(); });
    shop.flush(std::chrono::seconds{5});

    orders.publish(OrderPlaced{42, 19.99});
    const bool done = is_seen.get_future().wait_for(std::chrono::seconds{5}) == std::future_status::ready;
    const logbeam::BrokerStats stats = broker.stats();
    std::printf("%llu accepted, %llu delivered, %llu clients\n", static_cast<unsigned long long>(stats.accepted),
                static_cast<unsigned long long>(stats.deliveries), static_cast<unsigned long long>(stats.clients));
    return done ? 0 : 1;
}
