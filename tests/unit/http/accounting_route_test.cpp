#include "support/wire_batch.hpp"
#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

struct Accounting : ::testing::Test, test::BrokerRig {
    void publish(logbeam::test::WirePublisher& publisher) {
        const hub::Sender sender{publisher.id(), "orders-api", {}, request.rights.get()};
        ASSERT_TRUE(hub.ingest.take_batch(publisher.seal(), sender));
        ASSERT_TRUE(hub.commit());
    }
};

TEST_F(Accounting, SaysWhatBecameOfEachNumberOfAPublisher) {
    logbeam::test::WirePublisher me{"me"};
    publish(me.events(3, "a").hole(2).event("a"));

    const std::string body = get("/api/accounting").body;

    EXPECT_THAT(body, HasSubstr(R"({"id":"me","source":"","tail":"unknown","since":0,"through":6,"stored":4,)"
                                R"("excluded":0,"unstored":0,"refused":0,"dropped":{"queue_full":2},"missing":0,)"
                                R"("duplicates":0})"));
    EXPECT_THAT(body, HasSubstr(R"("publishers_known":1)"));
}

TEST_F(Accounting, NamesWhatHasNotComeOutOfALog) {
    logbeam::test::WirePublisher me{"me"};
    (void)me.events(3, "a").seal();
    const hub::Sender sender{me.id(), "orders-api", {}, request.rights.get()};
    ASSERT_TRUE(hub.ingest.take_placed(me.event("a").seal(), sender, {4096, 3, "a", true}));

    EXPECT_THAT(get("/api/accounting").body,
                HasSubstr(R"("missing":0,"duplicates":0,"absent":[{"after":0,"through":3}]})"));
}

TEST_F(Accounting, TellsWhatAPublisherCountedItself) {
    logbeam::test::WirePublisher me{"me"};
    publish(me.event("a"));
    hub.ingest.note_report("me", {Timestamp{}, 12, 4, 2, 3, 1, 2});
    hub.ingest.note_report("nobody", {Timestamp{}, 1, 1, 0, 0, 0, 0});

    const std::string body = get("/api/accounting").body;

    EXPECT_THAT(body, HasSubstr(R"("told":{"time":"1970-01-01T00:00:00.000000000Z","made":12,"below_level":4,)"
                                R"("queued":2,"spooled":3,"acknowledged":1,"dropped":2})"));
    EXPECT_THAT(body, HasSubstr(R"("publishers_known":1)"));
}

TEST_F(Accounting, KnowsWhoIsConnected) {
    logbeam::test::WirePublisher me{"me"};
    publish(me.event("a"));
    hub::Client client;
    client.id = "me";
    client.source = "orders-api";
    const auto session = hub.clients.join(client).session;

    EXPECT_THAT(get("/api/accounting").body, HasSubstr(R"("id":"me","source":"orders-api","tail":"connected")"));
    hub.clients.leave(session);
}

TEST_F(Accounting, ShowsTheHistoryAndBoundsItsLists) {
    for (const char* id : {"one", "two"}) {
        logbeam::test::WirePublisher each{id};
        publish(each.event("a"));
    }

    const std::string body = get("/api/accounting?limit=1").body;

    EXPECT_THAT(body, AllOf(HasSubstr(R"("id":"two")"), ::testing::Not(HasSubstr(R"("id":"one")"))));
    EXPECT_THAT(body,
                AllOf(HasSubstr(R"("publishers_known":2)"), HasSubstr(R"("last":2)"), HasSubstr(R"("holes":[])")));
}

TEST_F(Accounting, IsForAdmins) {
    allow_only(">", ">");

    EXPECT_EQ(get("/api/accounting").status, 403);
}

}  // namespace
}  // namespace logbeam::http
