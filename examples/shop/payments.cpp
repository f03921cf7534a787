// Charges a card for each order that was placed. Now and then one is refused.

#include "shop.hpp"

#include <thread>

int main() {
    shop::Service payments{"payments"};
    logbeam::EventChannel placed{payments.connection, "orders.placed"};
    logbeam::EventChannel paid{payments.connection, "orders.paid"};

    const auto charge = [&](const shop::OrderPlaced& order) {
        const logbeam::Context context{{"request_id", order.request_id}};
        const double latency_ms = payments.milliseconds(45);
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>{latency_ms});

        if (payments.once_in(25)) {
            payments.log.error("card refused order_id={} reason=\"{}\" latency_ms={:.1f}", order.order_id,
                               payments.one_of({"expired", "limit reached", "no answer from the bank"}), latency_ms);
            return;
        }
        if (latency_ms > 120) payments.log.warn("the bank is slow latency_ms={:.1f}", latency_ms);
        payments.log.info("charged order_id={} amount={:.2f} latency_ms={:.1f}", order.order_id, order.total,
                          latency_ms);
        paid.publish(shop::OrderPaid{order.order_id, order.city, order.request_id});
    };
    const auto subscription = placed.on<shop::OrderPlaced>(charge);

    while (payments.stays_open_for(std::chrono::seconds{10})) {
        payments.log.debug("bank session renewed");
    }
    return payments.close();
}
