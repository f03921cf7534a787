#include "hub/publisher_account.hpp"

#include "query/program.hpp"
#include "support/hub_rig.hpp"
#include "support/wire_batch.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::hub {
namespace {

using test::HubRig;
using test::WirePublisher;

struct Accounts : HubRig, ::testing::Test {
    const PublisherAccount& of(const std::string& publisher) { return *hub.ingest.publishers().find(publisher); }
};

TEST_F(Accounts, SayWhatBecameOfEachNumber) {
    WirePublisher me{"me"};
    me.events(3, "a").hole(2, DropReason::spool_full).event("$sys.mine").events(1, "a");
    const std::string batch = me.seal();
    ASSERT_TRUE(publish_batch(batch));
    ASSERT_TRUE(publish_batch(batch));  // again
    me.skip(4);
    ASSERT_TRUE(publish_batch(me.event("a").seal()));

    const PublisherAccount& account = of("me");

    EXPECT_EQ(account.through, 12U);
    EXPECT_EQ(account.stored(), 5U);
    EXPECT_EQ(account.refused, 1U);
    EXPECT_EQ(account.dropped[static_cast<std::size_t>(DropReason::spool_full)], 2U);
    EXPECT_EQ(account.missing, 4U);
    EXPECT_EQ(account.duplicates, 5U);
    EXPECT_TRUE(account.is_closed());
}

TEST_F(Accounts, TellExcludedEventsFromStoredOnes) {
    hub.ingest.exclude.push_back(query::Program::compile("topic:noise", Timestamp{}).value());
    WirePublisher me{"me"};

    ASSERT_TRUE(publish_batch(me.events(2, "noise").events(3, "a").seal()));
    ASSERT_TRUE(hub.commit());

    EXPECT_EQ(of("me").stored(), 3U);
    EXPECT_EQ(of("me").excluded, 2U);
    EXPECT_TRUE(of("me").is_closed());
    EXPECT_EQ(remembered().size(), 3U);
    EXPECT_EQ(hub.counters.excluded, 2U);
}

TEST_F(Accounts, BeginWhereThePublisherWasFirstHeard) {
    WirePublisher me{"me"};
    me.skip(500);

    ASSERT_TRUE(publish_batch(me.event("a").seal()));

    EXPECT_EQ(of("me").since, 500U);
    EXPECT_EQ(of("me").missing, 0U);
    EXPECT_TRUE(of("me").is_closed());
}

}  // namespace
}  // namespace logbeam::hub
