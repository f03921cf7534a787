#include "server/upgrade.hpp"
#include "support/past_reader.hpp"
#include "unit/http/broker_rig.hpp"
#include "unit/server/idle_stage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// Who becomes a session, and what it may use.
namespace logbeam::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Entry : ::testing::Test {
    static hub::SharedRights rights_of(const std::string& user, const std::string& subscribe = ">") {
        hub::Rights rights;
        rights.user = user;
        rights.subscribe.emplace_back(subscribe);
        return std::make_shared<const hub::Rights>(rights);
    }
    std::string problem_at(const std::string& path, const hub::SharedRights& rights) {
        http::Request request;
        request.path = path;
        const auto stage = open_session(connection, site, peer, request, rights);
        return stage ? "none" : stage.error().message();
    }

    http::test::BrokerRig rig;
    http::Gate gate{{}};
    ::logbeam::test::TestPastReader past;
    dialect::Context sessions{rig.hub, past, {.subscriptions = 100}, "logbeam test", {}};
    TokenUse use;
    net::asio::io_context context;
    Loop loop{context, rig.hub};
    WorkPool pool{0};
    Reporting reporting{loop, pool};
    Site site{rig.hub, gate, rig.router, sessions, reporting, {}, [this](const hub::SharedRights&) { return use; }, {}};
    Peer peer{"10.0.0.1", false, false};
    test::StageLog log;
    std::shared_ptr<Connection> connection_ =
        std::make_shared<Connection>(loop, net::tcp::socket{context}, nullptr);  // never opened
    Connection& connection = *connection_;
};

TEST_F(Entry, ShowsWhoCameIn) {
    const auto membership = enter(site, peer, "sse", rights_of("ann")).value();

    const hub::Client& client = membership->client();
    EXPECT_EQ(client.dialect, "sse");
    EXPECT_EQ(client.address, "10.0.0.1");
    EXPECT_EQ(client.user, "ann");
}

TEST_F(Entry, IsRefusedBeyondTheConnectionsOfAToken) {
    use.connections = 2;
    auto one = enter(site, peer, "native", rights_of("ann")).value();
    const auto two = enter(site, peer, "native", rights_of("ann")).value();

    const auto third = enter(site, peer, "native", rights_of("ann"));
    const auto other = enter(site, peer, "native", rights_of("bob"));
    one.reset();
    const auto again = enter(site, peer, "native", rights_of("ann"));

    ASSERT_FALSE(third);
    EXPECT_EQ(third.error().code, ErrorCode::limit_reached);
    EXPECT_EQ(rig.hub.counters.limits_reached, 1U);
    EXPECT_TRUE(other);
    EXPECT_TRUE(again);
}

TEST_F(Entry, IsNotCountedWithoutAToken) {
    use.connections = 1;

    const auto one = enter(site, peer, "native", rights_of(""));
    const auto two = enter(site, peer, "native", nullptr);

    EXPECT_TRUE(one && two);
}

TEST_F(Entry, GivesATokensSessionsOneBudget) {
    use.events_per_second = 10;
    const auto ann = rights_of("ann");
    const auto membership = enter(site, peer, "native", ann).value();

    auto one = session_of(site, *membership, connection, ann);
    const auto two = session_of(site, *membership, connection, ann);
    const auto other = session_of(site, *membership, connection, rights_of("bob"));

    ASSERT_NE(one.token, nullptr);
    EXPECT_EQ(one.token, two.token);
    EXPECT_NE(one.token, other.token);
}

TEST_F(Entry, GivesNoBudgetWhereATokenHasNoRates) {
    use.subscriptions = 7;
    const auto membership = enter(site, peer, "native", rights_of("ann")).value();

    const auto session = session_of(site, *membership, connection, rights_of("ann"));

    EXPECT_EQ(session.token, nullptr);
    EXPECT_EQ(session.limits.subscriptions, 7U);
}

TEST_F(Entry, OpensARealtimeSessionForATopicThatMayBeHeard) {
    EXPECT_EQ(problem_at("/orders", rights_of("ann", "orders")), "none");
    EXPECT_THAT(problem_at("/payroll", rights_of("ann", "orders")), HasSubstr("forbidden"));
    EXPECT_THAT(problem_at("/a b", rights_of("ann")), HasSubstr("invalid_topic"));
}

TEST_F(Entry, OpensANativeSessionThatBringsItsTokenLater) {
    EXPECT_EQ(problem_at("/ws", nullptr), "none");
    EXPECT_THAT(rig.hub.ingest.burst().entries, IsEmpty()) << "it is announced when it is known who it is";
}

TEST_F(Entry, AnnouncesARealtimeSessionAtOnce) {
    EXPECT_EQ(problem_at("/orders", rights_of("ann")), "none");

    EXPECT_THAT(rig.hub.ingest.burst().entries, SizeIs(2)) << "its end was told with it";
    EXPECT_THAT(rig.hub.clients.clients(), IsEmpty());
}

}  // namespace
}  // namespace logbeam::server
