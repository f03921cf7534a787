// Ships each order that was paid, and tells the world about it on orders.shipped.

#include "shop.hpp"

#include <thread>

int main() {
    shop::Service orders{"orders"};
    logbeam::EventChannel paid{orders.connection, "orders.paid"};
    logbeam::EventChannel shipped{orders.connection, "orders.shipped"};
    int parcels = 40;  // that can still be packed

    const auto ship = [&](const shop::OrderPaid& order) {
        const logbeam::Context context{{"request_id", order.request_id}};
        const double latency_ms = orders.milliseconds(20);
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>{latency_ms});

        if (--parcels == 5) orders.log.warn("few boxes are left left={}", parcels);
        if (parcels == 0) {
            orders.log.critical("out of boxes, orders wait left={}", 0);
            parcels = 40;
        }
        orders.log.info("order shipped order_id={} {} latency_ms={:.1f}", order.order_id,
                        logbeam::kv("city", order.city), latency_ms);
        const char* carrier = orders.one_of({"post", "bike", "parcel"});
        shipped.publish(shop::OrderShipped{order.order_id, order.city, carrier, order.request_id});
    };
    const auto subscription = paid.on<shop::OrderPaid>(ship);

    while (orders.stays_open_for(std::chrono::seconds{10})) {
        orders.log.debug("stock counted");
    }
    return orders.close();
}
