#include "server/membership.hpp"

#include "support/hub_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::server {
namespace {

using test::HubRig;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

hub::Client client_of(const std::string& id) {
    hub::Client client;
    client.id = id;
    client.dialect = "native";
    client.address = "10.0.0.1";
    client.user = "ann";
    return client;
}

TEST(Membership, LastsAsLongAsItsSession) {
    HubRig rig;
    {
        const Membership membership{rig.hub, client_of("me")};
        EXPECT_THAT(rig.hub.clients.clients(), SizeIs(1));
    }

    EXPECT_THAT(rig.hub.clients.clients(), IsEmpty());
}

TEST(Membership, GivesAnIdToWhoHasNone) {
    HubRig rig;
    Membership one{rig.hub, client_of("")};
    Membership two{rig.hub, client_of("")};

    EXPECT_THAT(one.client().id, Not(IsEmpty()));
    EXPECT_NE(one.client().id, two.client().id);
    EXPECT_EQ(one.client().since, rig.clock.wall_now());
}

TEST(Membership, TellsItsBeginningOnceAndItsEnd) {
    HubRig rig;
    {
        Membership membership{rig.hub, client_of("me")};
        membership.announce();
        membership.announce();
    }

    ASSERT_THAT(rig.taken(), SizeIs(2));
    const Event came = Event::parse(rig.taken()[0]).value();
    EXPECT_EQ(came.topic, "$sys.client.connected");
    EXPECT_EQ(came.type, "client.connected");
    EXPECT_EQ(
        came.data,
        (Value{Fields{
            {"clientId", "me"}, {"dialect", "native"}, {"source", ""}, {"address", "10.0.0.1"}, {"user", "ann"}}}));
    EXPECT_EQ(Event::parse(rig.taken()[1]).value().topic, "$sys.client.disconnected");
}

TEST(Membership, TellsWhatIsKnownWhenItIsAnnounced) {
    HubRig rig;
    Membership membership{rig.hub, client_of("")};
    membership.client().id = "me";

    membership.announce();

    EXPECT_EQ(*Event::parse(rig.taken()[0]).value().field("clientId"), Value{"me"});
}

TEST(Membership, SaysNothingOfASessionThatWasNeverAnnounced) {
    HubRig rig;
    { const Membership membership{rig.hub, client_of("me")}; }

    EXPECT_THAT(rig.taken(), IsEmpty());
}

}  // namespace
}  // namespace logbeam::server
