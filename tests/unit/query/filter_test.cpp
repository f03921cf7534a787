#include <logbeam/event.hpp>
#include <logbeam/filter.hpp>

#include <gtest/gtest.h>

#include <chrono>

namespace logbeam {
namespace {

bool matches(std::string_view query, const Event& event) {
    return Filter::parse(query).value().matches(event);
}

Event an_event() {
    Event event;
    event.topic = "logs.orders";
    event.type = "logger.warning";
    event.data = Fields{{"message", "it says ,\"data\": here"}, {"city", "Berlin"}};
    event.metadata = Fields{{"host", "web-1"}};
    return event;
}

TEST(Filter, OfNothingMatchesEveryEvent) {
    EXPECT_TRUE(Filter{}.matches(an_event()));
    EXPECT_TRUE(Filter{}.matches(Event{}));
    EXPECT_EQ(Filter{}.text(), "");
}

TEST(Filter, ReadsAllOfAnEvent) {
    EXPECT_TRUE(matches("level:warn topic:logs.* city:berlin says metadata.host:web-1", an_event()));
    EXPECT_FALSE(matches("level:error", an_event()));
}

TEST(Filter, TakesTheLevelOfDataWhenTheTypeNamesNone) {
    Event event = an_event();
    event.type = "OrderShipped";
    event.data = Fields{{"level", "error"}};

    EXPECT_TRUE(matches("level:error", event));
}

TEST(Filter, CountsRelativeTimesFromNow) {
    Event event = an_event();
    event.timestamp = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());

    EXPECT_TRUE(matches("time>-5m", event));
    EXPECT_FALSE(matches("time<-5m", event));
}

TEST(Filter, IsAValue) {
    Filter filter = Filter::parse("city:(Berlin OR Bonn)").value();
    const Filter copy = filter;
    filter = Filter{};

    EXPECT_EQ(copy.text(), "city:Berlin OR city:Bonn");
    EXPECT_TRUE(copy.matches(an_event()));
}

TEST(Filter, SaysWhatIsWrong) {
    const auto filter = Filter::parse("level:warnign");

    EXPECT_EQ(filter.error().code, ErrorCode::malformed_query);
    EXPECT_EQ(filter.error().detail, "at character 7: unknown level 'warnign', did you mean 'warning'?");
}

}  // namespace
}  // namespace logbeam
