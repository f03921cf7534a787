// A log line, a described struct and a pair through the sink into the recorder.

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <string>

struct OrderShipped {
    int order_id = 0;
    double total = 0;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, total)

int main() {
    using namespace std::chrono_literals;
    using logbeam::Level;
    logbeam::testing::Recorder recorder;
    spdlog::logger logger{"orders", logbeam::make_spdlog_sink(recorder.connection())};

    logger.info("order shipped order_id={} city={}", 42, "Berlin");
    logger.warn("{} {}", OrderShipped{43, 20}, logbeam::kv("city", std::string{"New York"}));

    bool good = true;
    good &= !!recorder.expect_event(Level::info, {{"order_id", 42}, {"city", "Berlin"}}, 1s);
    good &= !!recorder.expect_event(Level::warning, {{"order_id", 43}, {"total", 20.0}, {"city", "New York"}}, 1s);
#ifdef LOGBEAM_HAS_SPDLOG_MDC
    spdlog::mdc::put("request_id", "r-17");
    logger.error("refused");
    good &= !!recorder.expect_event(Level::error, {{"request_id", "r-17"}}, 1s);
#endif
    std::puts(good ? "all events arrived" : "an event did not arrive");
    return good ? 0 : 1;
}
