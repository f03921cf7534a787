#include "alert/heartbeat.hpp"

#include "unit/alert/standings.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;

const HeartbeatPlan each_minute{"watchdog", {"mail"}, 60s};

TEST(AHeartbeat, IsSentOnceInEachIntervalWhileRulesAreJudged) {
    Heartbeat heartbeat{each_minute};
    heartbeat.hear_of_work(at(130s));

    EXPECT_EQ(heartbeat.next_due(at(130s)), at(120s));
    EXPECT_EQ(heartbeat.due(at(130s))->key, "watchdog-2");
    EXPECT_FALSE(heartbeat.due(at(131s)));
    EXPECT_EQ(heartbeat.next_due(at(131s)), at(180s));
    heartbeat.hear_of_work(at(180s));
    EXPECT_EQ(heartbeat.due(at(180s))->at, at(180s));
}

TEST(AHeartbeat, StopsWhereNothingIsJudgedAnyMore) {
    Heartbeat heartbeat{each_minute};
    EXPECT_FALSE(heartbeat.due(at(0s)));
    heartbeat.hear_of_work(at(59s));
    EXPECT_TRUE(heartbeat.due(at(59s)));

    EXPECT_FALSE(heartbeat.due(at(60s)));
    EXPECT_FALSE(heartbeat.due(at(300s)));
    heartbeat.hear_of_work(at(301s));
    EXPECT_EQ(heartbeat.due(at(302s))->key, "watchdog-5") << "what was missed is not made up for";
}

TEST(AHeartbeat, HasTheSameKeyAfterARestart) {
    Heartbeat before{each_minute};
    before.hear_of_work(at(130s));
    Heartbeat after{each_minute};
    after.hear_of_work(at(170s));

    EXPECT_EQ(before.due(at(130s))->key, after.due(at(170s))->key);
}

}  // namespace
}  // namespace logbeam::alert
