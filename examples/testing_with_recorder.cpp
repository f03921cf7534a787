// How a test says what must be logged. With GoogleTest each line is EXPECT_TRUE(recorder.expect_event(...)).

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <spdlog/spdlog.h>

#include <cstdio>

namespace {

// The code under test.
void ship(spdlog::logger& log, int order_id, int in_stock) {
    if (in_stock == 0) {
        log.error("cannot ship order_id={} in_stock={}", order_id, in_stock);
        return;
    }
    log.info("shipped order_id={}", order_id);
}

bool check(const char* what, const logbeam::testing::Expectation& expectation) {
    std::printf("%-28s %s\n", what, expectation ? "yes" : expectation.story().c_str());
    return static_cast<bool>(expectation);
}

}  // namespace

int main() {
    using namespace std::chrono_literals;
    logbeam::testing::Recorder recorder;
    spdlog::logger log{"orders", logbeam::make_spdlog_sink(recorder.connection())};

    ship(log, 42, 0);
    ship(log, 43, 7);

    bool good = check("two events came", recorder.wait_for(2));
    good &= check("order 42 is an error", recorder.expect_event(logbeam::Level::error, {{"order_id", 42}}));
    good &= check("order 43 is not", recorder.expect_event(logbeam::Level::info, {{"order_id", 43}}));

    // The broker goes away: what is logged meanwhile waits, and comes when it is back.
    recorder.refuse_connections(true);
    recorder.disconnect_all();
    ship(log, 44, 1);
    recorder.refuse_connections(false);
    good &= check("order 44 came after all", recorder.expect_event("logger.info", {{"order_id", 44}}, 5s));
    return good ? 0 : 1;
}
