// A log line through the sink into the recorder.

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>

int main() {
    using namespace std::chrono_literals;
    logbeam::testing::Recorder recorder;
    spdlog::logger logger{"orders", logbeam::make_spdlog_sink(recorder.connection())};

    logger.info("order shipped order_id={} city={}", 42, "Berlin");

    if (!recorder.expect_event(logbeam::Level::info, {{"order_id", 42}, {"city", "Berlin"}}, 1s)) {
        std::puts("the event did not arrive");
        return 1;
    }
    return 0;
}
