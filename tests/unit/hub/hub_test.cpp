#include "hub/hub.hpp"

#include "support/hub_rig.hpp"
#include "support/wire_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

struct HubTest : ::testing::Test, test::HubRig {};

struct Waiting final : CommitListener {
    void on_stored() override { ++calls; }
    int calls = 0;
};

TEST_F(HubTest, RemembersWithTheCommit) {
    ASSERT_TRUE(publish(R"({"topic":"a"})"));
    EXPECT_THAT(remembered(), SizeIs(0));

    ASSERT_TRUE(hub.commit());

    EXPECT_THAT(remembered(), SizeIs(1));
    EXPECT_TRUE(hub.ingest.burst().empty());
}

TEST_F(HubTest, TellsWhoWaitsOnce) {
    Waiting waiting;
    ASSERT_TRUE(publish(R"({"topic":"a"})"));
    hub.await_commit(waiting);
    hub.await_commit(waiting);

    ASSERT_TRUE(hub.commit());
    ASSERT_TRUE(publish(R"({"topic":"a"})"));
    ASSERT_TRUE(hub.commit());

    EXPECT_EQ(waiting.calls, 1);
}

TEST_F(HubTest, ForgetsWhoNoLongerWaits) {
    Waiting waiting;
    ASSERT_TRUE(publish(R"({"topic":"a"})"));
    hub.await_commit(waiting);

    hub.forget(waiting);
    ASSERT_TRUE(hub.commit());

    EXPECT_EQ(waiting.calls, 0);
}

TEST_F(HubTest, AcknowledgesABatchThatHoldsOnlyHoles) {
    Waiting waiting;
    test::WirePublisher me{"me"};
    ASSERT_TRUE(publish_batch(me.hole(3).seal()));
    hub.await_commit(waiting);

    ASSERT_TRUE(hub.commit());

    EXPECT_EQ(waiting.calls, 1);
}

TEST_F(HubTest, SaysSoMuchOfItselfAndCountsTheRest) {
    for (int count = 0; count < 60; ++count)
        hub.tell("$sys.log", "logger.info", "{}");
    ASSERT_TRUE(hub.commit());
    EXPECT_THAT(remembered(), SizeIs(Hub::told_per_second));
    EXPECT_EQ(hub.counters.untold, 10U);

    hub.tick();
    hub.tell("$sys.log", "logger.info", "{}");
    ASSERT_TRUE(hub.commit());

    EXPECT_THAT(remembered(), SizeIs(Hub::told_per_second + 2)) << "with what $sys.drops tells of it";
}

TEST_F(HubTest, TellsOnceASecondWhatWasLost) {
    test::WirePublisher me{"me"};
    ASSERT_TRUE(publish_batch(me.event("a").hole(7).seal()));
    (void)publish("not an event");
    ASSERT_TRUE(hub.commit());

    hub.tick();
    ASSERT_TRUE(hub.commit());
    hub.tick();
    ASSERT_TRUE(hub.commit());

    ASSERT_THAT(remembered(), SizeIs(2));
    EXPECT_THAT(remembered()[1], HasSubstr(R"("topic":"$sys.drops")"));
    EXPECT_THAT(remembered()[1], HasSubstr(R"("data":{"dropped_at_source":7,"refused_events":1})"));
}

struct Mail final : Mailbox {
    void deliver(const history::StoredEvent& event) override { texts.emplace_back(event.text); }
    std::vector<std::string> texts;
};

TEST_F(HubTest, SendsToEveryConnectionOfAClientOrAUser) {
    Mail one;
    Mail two;
    const auto join = [this](std::string id, std::string user, Mail& mail) {
        Client client;
        client.id = std::move(id);
        client.user = std::move(user);
        client.mailbox = &mail;
        hub.clients.join(std::move(client));
    };
    join("c1", "ann", one);
    join("c2", "ann", two);
    const auto letter = hub.ingest.compose(R"({"topic":"hints","data":{"x":1}})", sender(), {}).value();

    EXPECT_EQ(hub.send_direct("c1", "", letter), 1U);
    EXPECT_EQ(hub.send_direct("", "ann", letter), 2U);
    EXPECT_EQ(hub.send_direct("", "", letter), 0U);
    EXPECT_EQ(hub.send_direct("c3", "", letter), 0U);

    EXPECT_THAT(one.texts, SizeIs(2));
    EXPECT_THAT(two.texts, SizeIs(1));
    EXPECT_THAT(two.texts[0], HasSubstr(R"("data":{"x":1})"));
}

}  // namespace
}  // namespace logbeam::hub
