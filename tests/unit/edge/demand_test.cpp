#include "edge/demand.hpp"

#include <gtest/gtest.h>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using Step = Demand::Step;

constexpr Demand::Time start{1h};

TEST(Demand, IsAskedWithTheFirstEventAndTheNextOnesWait) {
    Demand demand;

    EXPECT_EQ(demand.next("a", start), Step::ask);
    EXPECT_EQ(demand.next("a", start), Step::hold);
    EXPECT_EQ(demand.next("b", start), Step::ask);
}

TEST(Demand, RestsWhenNobodyListens) {
    Demand demand;
    (void)demand.next("a", start);
    demand.answered("a", false, start);

    EXPECT_EQ(demand.next("a", start + 999ms), Step::leave);
    EXPECT_EQ(demand.next("a", start + 1s), Step::ask);
    EXPECT_EQ(demand.next("a", start + 1s), Step::hold);
}

TEST(Demand, IsAskedAgainWhileEventsGoOn) {
    Demand demand;
    (void)demand.next("a", start);
    demand.answered("a", true, start);

    EXPECT_EQ(demand.next("a", start + 4999ms), Step::send);
    EXPECT_EQ(demand.next("a", start + 5s), Step::ask);
    EXPECT_EQ(demand.next("a", start + 5s), Step::send);
    demand.answered("a", false, start + 5s);
    EXPECT_EQ(demand.next("a", start + 5s), Step::leave);
}

TEST(Demand, ForgetsTopicsWithoutEvents) {
    Demand demand;
    for (const auto* topic : {"nobody", "somebody", "asking"})
        (void)demand.next(topic, start);
    demand.answered("nobody", false, start);
    demand.answered("somebody", true, start);

    demand.tick(start + 1s);
    EXPECT_EQ(demand.size(), 2u);
    demand.tick(start + 10s);
    EXPECT_EQ(demand.size(), 1u);
    demand.answered("somebody", true, start + 10s);
    EXPECT_EQ(demand.size(), 1u);
}

TEST(Demand, IsBounded) {
    Demand demand{{.topics = 1}};
    (void)demand.next("a", start);

    EXPECT_EQ(demand.next("b", start), Step::leave);
    EXPECT_EQ(demand.without_room(), 1u);
    demand.answered("a", false, start);
    demand.tick(start + 1s);
    EXPECT_EQ(demand.next("b", start + 1s), Step::ask);
}

}  // namespace
}  // namespace logbeam::edge
