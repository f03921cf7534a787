#include "cli/publishing.hpp"

#include "cli/publish.hpp"

#include <logbeam/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace logbeam::cli {
namespace {

using namespace std::chrono_literals;

// What a broker holds after one line of a program's output.
Event event_of_line(std::string_view line) {
    testing::Recorder recorder;
    Publishing publishing{{recorder.url(), "", ""}, "logbeam-pipe", {}};
    LogSource source{publishing.connection(), {}};
    submit_line(source, line, "stdin");
    EXPECT_TRUE(publishing.flush(10s));
    return recorder.events().at(0);
}

TEST(SubmittedLine, BecomesALogEventOfItsLoggerTimeAndLevel) {
    const Event event =
        event_of_line(R"({"time":"2026-11-20T10:57:33Z","level":"error","logger":"shop","msg":"down","pid":7})");

    EXPECT_EQ(event.topic, "logs.shop");
    EXPECT_EQ(event.type, "logger.error");
    EXPECT_EQ(event.message(), "down");
    EXPECT_EQ(to_rfc3339(event.timestamp), "2026-11-20T10:57:33.000000000Z");
    EXPECT_EQ(*event.field("pid"), Value{7});
}

TEST(SubmittedLine, ThatSaysLittleIsInfoOfTheDefaultLogger) {
    const Event event = event_of_line("order shipped order_id=42");

    EXPECT_EQ(event.topic, "logs.stdin");
    EXPECT_EQ(event.type, "logger.info");
    EXPECT_EQ(event.source, "logbeam-pipe");
    EXPECT_EQ(*event.field("order_id"), Value{42});
}

TEST(Publish, ReturnsWhenTheBrokerHoldsTheEvent) {
    testing::Recorder recorder;
    PublishOptions options;
    options.target.url = recorder.url();
    options.topic = "orders.shipped";
    options.type = "OrderShipped";
    options.data = {"order_id=42"};

    EXPECT_EQ(run(options), 0);

    ASSERT_EQ(recorder.events().size(), 1u);
    EXPECT_EQ(recorder.events().front().topic, "orders.shipped");
    EXPECT_EQ(recorder.events().front().type, "OrderShipped");
    EXPECT_EQ(*recorder.events().front().field("order_id"), Value{42});
}

TEST(Publish, FailsWhenTheBrokerIsAway) {
    PublishOptions options;
    options.target.url = "inproc://nobody";
    options.topic = "orders.shipped";
    options.timeout = 50ms;

    EXPECT_EQ(run(options), 1);
}

}  // namespace
}  // namespace logbeam::cli
