// The shop's front: answers requests, and tells the others of orders. Every line of a request carries its id.

#include "shop.hpp"

int main() {
    shop::Service web{"web"};
    logbeam::EventChannel placed{web.connection, "orders.placed"};

    std::int64_t order_id = 10'000;
    for (int request = 1; web.stays_open_for(std::chrono::milliseconds{100 + request * 37 % 120}); ++request) {
        const std::string request_id = fmt::format("r-{:05}", request);
        const logbeam::Context context{{"request_id", request_id}};
        const double latency_ms = web.milliseconds(12);
        const char* path = web.one_of({"/", "/products/17", "/products/42", "/cart", "/search"});

        if (request % 3 == 0) {
            const char* city = web.one_of({"Berlin", "Oslo", "Lyon", "Porto", "New York"});
            web.log.info("POST /orders status={} latency_ms={:.1f} order_id={}", 201, latency_ms, ++order_id);
            placed.publish(shop::OrderPlaced{order_id, city, 5 + 0.25 * (request % 173), request_id});
        } else if (web.once_in(60)) {
            web.log.error("GET {} status={} latency_ms={:.1f} upstream=catalogue", path, 502, latency_ms);
        } else if (latency_ms > 35) {
            web.log.warn("slow answer path={} latency_ms={:.1f}", path, latency_ms);
        } else {
            web.log.info("GET {} status={} latency_ms={:.1f}", path, 200, latency_ms);
        }
        if (web.once_in(4)) web.log.debug("cache miss key=product:{}", request % 50);
    }
    return web.close();
}
