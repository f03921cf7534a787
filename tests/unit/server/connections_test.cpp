#include "server/connections.hpp"

#include "support/hub_rig.hpp"
#include "unit/server/idle_stage.hpp"

#include <gtest/gtest.h>

#include <memory>

// Connections whose sockets were never opened: reading and writing fail, as when the peer is gone.
namespace logbeam::server {
namespace {

using test::IdleStage;
using test::StageLog;

struct ConnectionsTest : ::testing::Test {
    Connection& add() {
        Connection& connection = connections.add(net::tcp::socket{context}, nullptr);
        connection.start(std::make_unique<IdleStage>(log));
        return connection;
    }

    StageLog log;
    logbeam::test::HubRig rig;
    net::asio::io_context context;
    Loop loop{context, rig.hub};
    Connections connections{loop};
};

TEST_F(ConnectionsTest, AreKeptUntilTheyEnd) {
    Connection& first = add();
    add();

    first.end();
    EXPECT_EQ(connections.size(), 2U) << "whoever ended it may be the stage that goes with it";
    context.poll();

    EXPECT_EQ(connections.size(), 1U);
    EXPECT_EQ(log.alive, 1);
}

TEST_F(ConnectionsTest, EndOnce) {
    Connection& connection = add();

    connection.end();
    connection.end();
    context.poll();

    EXPECT_EQ(connections.size(), 0U);
}

TEST_F(ConnectionsTest, AllHearTheTick) {
    add();
    add();

    connections.tick(rig.clock.steady_now());

    EXPECT_EQ(log.ticks, 2);
}

TEST_F(ConnectionsTest, AllSayFarewellWhenTheyAreClosed) {
    add();
    add();

    connections.close_all(1001, "stopping");
    context.poll();

    EXPECT_EQ(log.farewells, "1001 stopping;1001 stopping;");
    EXPECT_EQ(connections.size(), 0U) << "a peer that is gone is not waited for";
}

TEST_F(ConnectionsTest, ArePassedOverByTicksOnceTheyAreClosing) {
    Connection& connection = add();
    connection.close(1000, "");

    connections.tick(rig.clock.steady_now());

    EXPECT_EQ(log.ticks, 0);
    EXPECT_TRUE(connection.is_closing());
}

TEST_F(ConnectionsTest, LetGoOfTheirStagesWhenTheLoopRunsNoMore) {
    add();
    add();

    connections.clear();

    EXPECT_EQ(connections.size(), 0U);
    EXPECT_EQ(log.alive, 0);
}

TEST_F(ConnectionsTest, CommitOnceWhatWasPublishedByAll) {
    int bursts = 0;
    rig.hub.on_burst.emplace_back([&bursts](const history::Burst& /*burst*/) { ++bursts; });
    ASSERT_TRUE(rig.publish(R"({"topic":"a"})"));
    loop.commit_soon();
    ASSERT_TRUE(rig.publish(R"({"topic":"a"})"));
    loop.commit_soon();
    EXPECT_EQ(bursts, 0);

    context.poll();

    EXPECT_EQ(bursts, 1);
    EXPECT_EQ(rig.remembered().size(), 2U);
}

TEST_F(ConnectionsTest, CommitWhatAnEndingTold) {
    Connection& connection = add();
    ASSERT_TRUE(rig.publish(R"({"topic":"a"})"));

    connection.end();
    context.poll();

    EXPECT_EQ(rig.remembered().size(), 1U);
}

}  // namespace
}  // namespace logbeam::server
