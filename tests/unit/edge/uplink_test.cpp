#include "edge/uplink.hpp"

#include "support/faulty_transport.hpp"
#include "support/hub_rig.hpp"
#include "support/wire_batch.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::edge {
namespace {

struct Kept final : hub::CommitListener {
    void on_stored(std::uint64_t commit) override { last = commit; }
    std::uint64_t last = 0;
};

struct UplinkTest : ::testing::Test, test::HubRig {
    UplinkTest() {
        auto made = std::make_unique<test::FaultyTransport>(faults, receiver);
        transport = made.get();
        uplink = std::make_unique<Uplink>(std::move(made), hub,
                                          Uplink::Limits{.waiting_bytes = 10'000, .most_bytes = 20'000},
                                          [this](const Error& trouble) { troubles.push_back(trouble.detail); });
        hub.share_log("edge1", [this](std::uint64_t commit, std::vector<hub::Parcel> parcels) {
            uplink->depart(commit, std::move(parcels));
        });
    }
    Result<void> publish(const std::string& data = "{}") {
        auto taken = hub.take_batch(me.event("web", data).seal(), sender());
        if (!taken) return taken.error();
        hub.await_commit(kept);
        return hub.commit();
    }
    void drive() {
        for (int turn = 0; turn < 4; ++turn)
            uplink->drive();
    }

    test::Faults faults;
    test::Receiver receiver;
    test::FaultyTransport* transport = nullptr;
    std::unique_ptr<Uplink> uplink;
    test::WirePublisher me{"me"};
    Kept kept;
    std::vector<std::string> troubles;
};

TEST_F(UplinkTest, TellsTheHubWhatTheLogKeeps) {
    uplink->open();
    ASSERT_TRUE(publish());
    ASSERT_TRUE(publish());
    drive();

    EXPECT_EQ(receiver.count(), 2U);
    EXPECT_EQ(kept.last, 2U);
    EXPECT_TRUE(uplink->empty());
    EXPECT_EQ(uplink->waiting_bytes(), 0U);
}

TEST_F(UplinkTest, TellsNothingBeforeTheLogHasIt) {
    faults.never_acknowledges = true;
    uplink->open();
    ASSERT_TRUE(publish());
    drive();

    EXPECT_EQ(kept.last, 0U);
    EXPECT_FALSE(uplink->empty());
}

TEST_F(UplinkTest, SendsAgainAfterALostConnectionWhatWasNotAcknowledged) {
    faults.never_acknowledges = true;
    uplink->open();
    ASSERT_TRUE(publish());
    ASSERT_TRUE(publish());
    drive();
    faults.never_acknowledges = false;
    faults.drop_connection = true;
    drive();
    EXPECT_FALSE(uplink->is_open());
    EXPECT_EQ(troubles.size(), 1U);

    while (!uplink->empty()) {
        pollfd wait{uplink->descriptor(), POLLIN, 0};
        ::poll(&wait, 1, 10);
        uplink->drive();
    }

    EXPECT_EQ(kept.last, 2U);
    const auto tally = receiver.tally();
    EXPECT_EQ(tally.events.size(), 2U);
    EXPECT_EQ(tally.disordered, 0U);
}

TEST_F(UplinkTest, SaysHowFarAPublisherIsKept) {
    faults.never_acknowledges = true;
    uplink->open();
    ASSERT_TRUE(publish());
    drive();
    EXPECT_EQ(hub.held("me"), 0U);

    faults.never_acknowledges = false;
    ASSERT_TRUE(publish());
    drive();
    EXPECT_EQ(hub.held("me"), 2U);
}

TEST_F(UplinkTest, RefusesWhileTooMuchWaitsAndTakesAgainWhenItHasGone) {
    faults.hangs = true;
    uplink->open();
    const std::string long_data = '"' + std::string(6000, 'x') + '"';
    ASSERT_TRUE(publish(long_data));
    EXPECT_FALSE(hub.is_crowded());
    ASSERT_TRUE(publish(long_data));
    EXPECT_TRUE(hub.is_crowded());
    ASSERT_TRUE(publish(long_data));
    ASSERT_TRUE(publish(long_data));

    const auto refused = publish();
    EXPECT_EQ(refused.error().code, ErrorCode::limit_reached);

    faults.hangs = false;
    drive();
    EXPECT_TRUE(publish());
    EXPECT_FALSE(hub.is_crowded());
}

}  // namespace
}  // namespace logbeam::edge
