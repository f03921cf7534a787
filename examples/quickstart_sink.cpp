// A logger with one more sink: each call becomes an event with typed fields. The recorder stands in for the broker.

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <spdlog/spdlog.h>

#include <cstdio>

int main() {
    logbeam::testing::Recorder broker;
    logbeam::Connection connection{broker.url()};

    auto logger = std::make_shared<spdlog::logger>("orders", logbeam::make_spdlog_sink(connection));
    spdlog::register_logger(logger);

    logger->info("order shipped order_id={} city={}", 42, "Berlin");
    logger->warn("order late order_id={} hours={:.1f}", 43, 2.0);
    SPDLOG_LOGGER_ERROR(logger, "payment refused order_id={}", 44);  // the macros also tell file and line

    if (!connection.flush(std::chrono::seconds{5})) {
        std::puts("the broker did not acknowledge");
        return 1;
    }
    for (const logbeam::Event& event : broker.events()) {
        std::printf("%-14s %s order_id=%s%s\n", event.type.c_str(), event.topic.c_str(),
                    event.field("order_id")->to_json().c_str(), event.field("line") != nullptr ? " with its site" : "");
    }
    return 0;
}
