#include "server/http_meter.hpp"

#include "support/hub_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <string>

namespace logbeam::server {
namespace {

using namespace std::chrono_literals;
using test::HubRig;
using ::testing::HasSubstr;

struct HttpMeterTest : ::testing::Test {
    http::Request request_of(const std::string& address, const std::string& user = "") {
        http::Request request;
        request.address = addresses_.emplace_back(address);
        hub::Rights rights;
        rights.user = user;
        request.rights = std::make_shared<const hub::Rights>(rights);
        return request;
    }
    // How many of so many events of 100 bytes are taken at once.
    static int taken(HttpMeter& meter, const http::Request& request, int count) {
        int taken = 0;
        for (; count != 0; --count)
            taken += meter.charge(request, 100).ok() ? 1 : 0;
        return taken;
    }

    HubRig rig;

private:
    std::deque<std::string> addresses_;  // never move
};

TEST_F(HttpMeterTest, RefusesNothingWithoutLimits) {
    HttpMeter meter{rig.hub, 0, 0};

    EXPECT_EQ(taken(meter, request_of("10.0.0.1"), 10'000), 10'000);
}

TEST_F(HttpMeterTest, RefusesEventsAboveTheirRate) {
    HttpMeter meter{rig.hub, 10, 0};
    const auto request = request_of("10.0.0.1");

    EXPECT_EQ(taken(meter, request, 20), 11) << "a second's worth, and the one that goes beyond it";

    const auto refused = meter.charge(request, 100);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::rate_limited);
    EXPECT_TRUE(refused.error().may_retry());
    EXPECT_THAT(refused.error().detail, HasSubstr("10 events"));
    EXPECT_EQ(rig.hub.counters.rate_limited, 10U);
}

TEST_F(HttpMeterTest, RefusesBytesAboveTheirRate) {
    HttpMeter meter{rig.hub, 0, 1000};

    EXPECT_EQ(taken(meter, request_of("10.0.0.1"), 20), 11);
}

TEST_F(HttpMeterTest, TakesEventsAgainWhenTimeHasPassed) {
    HttpMeter meter{rig.hub, 10, 0};
    const auto request = request_of("10.0.0.1");
    (void)taken(meter, request, 20);

    rig.clock.advance(500ms);

    EXPECT_EQ(taken(meter, request, 20), 5);
}

TEST_F(HttpMeterTest, KeepsAddressesApart) {
    HttpMeter meter{rig.hub, 10, 0};
    (void)taken(meter, request_of("10.0.0.1"), 20);

    EXPECT_EQ(taken(meter, request_of("10.0.0.2"), 20), 11);
}

TEST_F(HttpMeterTest, KnowsATokenByItsNameWhereverItIsUsed) {
    HttpMeter meter{rig.hub, 10, 0};
    (void)taken(meter, request_of("10.0.0.1", "ann"), 20);

    EXPECT_EQ(taken(meter, request_of("10.0.0.2", "ann"), 20), 0);
    EXPECT_EQ(taken(meter, request_of("10.0.0.1"), 20), 11);
}

TEST_F(HttpMeterTest, TellsAnAddressFromATokenOfThatName) {
    HttpMeter meter{rig.hub, 10, 0};
    (void)taken(meter, request_of("ann"), 20);

    EXPECT_EQ(taken(meter, request_of("10.0.0.1", "ann"), 20), 11);
}

TEST_F(HttpMeterTest, ForgetsRatherThanGrowWithoutBounds) {
    HttpMeter meter{rig.hub, 1, 0};
    const auto first = request_of("10.0.0.1");
    (void)taken(meter, first, 5);

    for (int number = 0; number < 10'000; ++number)
        (void)meter.charge(request_of("peer " + std::to_string(number)), 100);

    EXPECT_TRUE(meter.charge(first, 100));
}

}  // namespace
}  // namespace logbeam::server
