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
    void on_stored(std::uint64_t /*commit*/) override { ++calls; }
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

// What a hub gave to the log that it shares.
struct SharingHubTest : HubTest {
    SharingHubTest() {
        hub.share_log("edge1", [this](std::uint64_t commit, std::vector<Parcel> parcels) {
            commits.push_back(commit);
            departed += parcels.size();
        });
    }

    std::vector<std::uint64_t> commits;
    std::size_t departed = 0;
};

TEST_F(SharingHubTest, GivesToTheLogAndRemembersOnlyWhatComesOutOfIt) {
    ASSERT_TRUE(hub.take_event(R"({"topic":"a"})", sender()));
    EXPECT_TRUE(hub.has_news());
    ASSERT_TRUE(hub.commit());

    EXPECT_EQ(departed, 1U);
    EXPECT_THAT(remembered(), SizeIs(0));
    EXPECT_FALSE(hub.has_news());
}

TEST_F(SharingHubTest, TellsWhoWaitsWhenTheLogKeepsIt) {
    Waiting first;
    Waiting second;
    ASSERT_TRUE(hub.take_event(R"({"topic":"a"})", sender()));
    EXPECT_EQ(hub.await_commit(first), 1U);
    ASSERT_TRUE(hub.commit());
    ASSERT_TRUE(hub.take_event(R"({"topic":"a"})", sender()));
    EXPECT_EQ(hub.await_commit(second), 2U);
    ASSERT_TRUE(hub.commit());
    EXPECT_EQ(first.calls + second.calls, 0);

    hub.on_kept(1);
    EXPECT_EQ(first.calls, 1);
    const int early = second.calls;
    hub.on_kept(2);

    EXPECT_EQ(first.calls, 1) << "it waits no longer";
    EXPECT_EQ(second.calls, early + 1);
    EXPECT_THAT(commits, ::testing::ElementsAre(1U, 2U));
}

TEST_F(SharingHubTest, TellsWhoSendsAgainWhatIsUnderWayOrKept) {
    Waiting waiting;
    test::WirePublisher me{"me"};
    const std::string bytes = me.event("a").seal();
    ASSERT_TRUE(hub.take_batch(bytes, sender()));
    ASSERT_TRUE(hub.commit());

    ASSERT_TRUE(hub.take_batch(bytes, sender()));
    EXPECT_EQ(hub.await_commit(waiting), 1U) << "no commit to come brings it";
    EXPECT_FALSE(hub.has_news());
    hub.on_kept(1);
    EXPECT_EQ(waiting.calls, 1);

    ASSERT_TRUE(hub.take_batch(bytes, sender()));
    EXPECT_EQ(hub.await_commit(waiting), 1U);
    EXPECT_TRUE(hub.has_news());
    ASSERT_TRUE(hub.commit());
    EXPECT_EQ(waiting.calls, 2);
    EXPECT_EQ(departed, 1U);
}

TEST_F(SharingHubTest, TakesWhatComesOutOfTheLogWithItsPlace) {
    Rights log;
    log.log = true;
    test::WirePublisher me{"me"};
    const std::string bytes = me.event("a").event("a").seal();

    ASSERT_TRUE(hub.ingest.take_placed(bytes, {{}, {}, {}, &log}, {4096, 0, "a"}));
    ASSERT_TRUE(hub.ingest.take_placed(bytes, {{}, {}, {}, &log}, {8192, 0, "a"}));
    ASSERT_TRUE(hub.commit());

    EXPECT_THAT(remembered(), ::testing::ElementsAre(HasSubstr("\"seq\":4096,"), HasSubstr("\"seq\":4097,")));
    EXPECT_EQ(hub.counters.duplicates, 2U);
    EXPECT_EQ(hub.ingest.last_seq(), 4097U);
}

}  // namespace
}  // namespace logbeam::hub
