#include "cli/tail/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace logbeam::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::tm utc(std::time_t time) {
    std::tm fields{};
    ::gmtime_r(&time, &fields);
    return fields;
}

constexpr RenderStyle plain{false, utc};
constexpr RenderStyle colored{true, utc};

Event log_event(Fields data) {
    Event event;
    event.topic = "logs.orders";
    event.type = "logger.warning";
    event.timestamp = *parse_rfc3339("2026-11-20T10:57:33.123456789Z");
    event.data = std::move(data);
    return event;
}

TEST(RenderedLogEvent, IsTimeLevelTopicAndMessage) {
    const Event event = log_event({{"level", "warning"}, {"message", "slow order"}, {"logger", "orders"}});

    EXPECT_EQ(render(event, plain), "10:57:33.123 warning  logs.orders  slow order\n");
}

TEST(RenderedLogEvent, AddsFieldsThatItsMessageDoesNotTell) {
    const Event event =
        log_event({{"level", "info"}, {"message", "slow ms=91"}, {"ms", 91}, {"user", "ann"}, {"template", "slow"}});

    EXPECT_EQ(render(event, plain), "10:57:33.123 info     logs.orders  slow ms=91 user=ann\n");
}

TEST(RenderedLogEvent, IsColouredByItsLevel) {
    const Event event = log_event({{"level", "error"}, {"message", "broken"}});

    EXPECT_THAT(render(event, colored), HasSubstr("\x1b[31merror   \x1b[0m"));
    EXPECT_THAT(render(event, plain), Not(HasSubstr("\x1b")));
}

TEST(RenderedLogEvent, CannotControlTheTerminal) {
    const Event event = log_event({{"level", "info"},
                                   {"message", "\x1b]0;title\x07 \xc2\x9b"
                                               "2J\rgone"},
                                   {"k", "\x1b[2J"}});

    EXPECT_THAT(render(event, plain), HasSubstr(R"(\x1b]0;title\x07 \x9b2J\x0dgone k=\x1b[2J)"));
}

TEST(RenderedLogEvent, IndentsFurtherLinesOfAMessage) {
    const Event event = log_event({{"level", "info"}, {"message", "first\nsecond"}});

    EXPECT_THAT(render(event, plain), HasSubstr("first\n    second\n"));
}

TEST(RenderedEvent, ThatIsNoLogCallShowsTypeAndData) {
    Event event = log_event({{"order_id", 42}});
    event.topic = "orders.shipped";
    event.type = "OrderShipped";

    EXPECT_EQ(render(event, plain), "10:57:33.123 event    orders.shipped  OrderShipped {\"order_id\":42}\n");
}

TEST(RenderedGap, SaysHowManyAreMissingAndWhy) {
    EXPECT_EQ(render(wire::Gap{9, 5, 20, 12, "lag"}, plain), "--- 12 events missing (lag) ---\n");
    EXPECT_EQ(render(wire::Gap{9, 5, 5, 1, ""}, plain), "--- 1 event missing ---\n");
}

}  // namespace
}  // namespace logbeam::cli
