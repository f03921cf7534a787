#include "transport/websocket/liveness.hpp"

#include <gtest/gtest.h>

namespace logbeam::transport {
namespace {

using namespace std::chrono_literals;
using Advice = Liveness::Advice;

struct LivenessTest : ::testing::Test {
    LivenessTest() { liveness.heard(start); }

    Liveness::Time start{1000s};
    Liveness liveness{20s, 60s};
};

TEST_F(LivenessTest, WaitsWhileTheOtherEndSpeaks) {
    EXPECT_EQ(liveness.advise(start + 19s), Advice::wait);
    liveness.heard(start + 19s);
    EXPECT_EQ(liveness.advise(start + 38s), Advice::wait);
    EXPECT_EQ(liveness.next(), start + 39s);
}

TEST_F(LivenessTest, AsksOnceForEachSpanOfSilence) {
    EXPECT_EQ(liveness.next(), start + 20s);
    EXPECT_EQ(liveness.advise(start + 20s), Advice::ping);
    EXPECT_EQ(liveness.advise(start + 21s), Advice::wait);
    EXPECT_EQ(liveness.next(), start + 40s);
    EXPECT_EQ(liveness.advise(start + 40s), Advice::ping);
    EXPECT_EQ(liveness.next(), start + 60s);
}

TEST_F(LivenessTest, GivesUpAfterALongSilence) {
    EXPECT_EQ(liveness.advise(start + 59s), Advice::ping);
    EXPECT_EQ(liveness.advise(start + 60s), Advice::give_up);
}

TEST_F(LivenessTest, GivesUpAfterASleepOfTheMachineToo) {
    EXPECT_EQ(liveness.advise(start + 3600s), Advice::give_up);
}

}  // namespace
}  // namespace logbeam::transport
