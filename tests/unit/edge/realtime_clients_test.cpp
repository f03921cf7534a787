#include "edge/realtime_clients.hpp"

#include <gmock/gmock.h>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr RealtimeClients::Time start{1h};

TEST(RealtimeClients, WantWhatTheySubscribed) {
    RealtimeClients clients;
    clients.subscribe("a", {"orders.eu"}, start);

    EXPECT_TRUE(clients.wants("orders.eu"));
    EXPECT_FALSE(clients.wants("orders"));
}

TEST(RealtimeClients, WantWhatTheirPatternsMatch) {
    RealtimeClients clients;
    clients.subscribe("a", {"orders.*"}, start);
    clients.subscribe("b", {"logs.>"}, start);

    EXPECT_TRUE(clients.wants("orders.eu"));
    EXPECT_FALSE(clients.wants("orders.eu.late"));
    EXPECT_TRUE(clients.wants("logs.a.b"));
}

TEST(RealtimeClients, WantATopicUntilTheLastOfThemLeaves) {
    RealtimeClients clients;
    clients.subscribe("a", {"orders"}, start);
    clients.subscribe("b", {"orders"}, start);
    clients.subscribe("b", {"orders"}, start);

    clients.unsubscribe("a", "orders");
    EXPECT_TRUE(clients.wants("orders"));
    clients.forget("b");
    EXPECT_FALSE(clients.wants("orders"));
    EXPECT_EQ(clients.size(), 1u);
}

TEST(RealtimeClients, AreSilentWhenNothingIsHeardOfThem) {
    RealtimeClients clients;
    clients.subscribe("a", {"orders"}, start);
    clients.subscribe("b", {"orders"}, start);
    EXPECT_TRUE(clients.heard("b", start + 2min));
    EXPECT_FALSE(clients.heard("c", start + 2min));

    EXPECT_THAT(clients.silent(start + 5min, 1, 10), IsEmpty());
    EXPECT_THAT(clients.silent(start + 5min + 1ms, 1, 10), ElementsAre("a"));
    EXPECT_THAT(clients.silent(start + 10min, 1, 10), ElementsAre("a", "b"));
    EXPECT_THAT(clients.silent(start + 10min, 1, 1), ElementsAre("a"));
    EXPECT_THAT(clients.silent(start + 10min, 3, 10), IsEmpty());
}

TEST(RealtimeClients, AreBounded) {
    RealtimeClients clients{{.clients = 1, .topics_per_client = 2, .patterns = 1}};

    EXPECT_TRUE(clients.subscribe("a", {"one.*"}, start));
    EXPECT_FALSE(clients.subscribe("b", {"one"}, start));
    EXPECT_FALSE(clients.subscribe("a", {"two.*"}, start));
    EXPECT_TRUE(clients.subscribe("a", {"two"}, start));
    EXPECT_FALSE(clients.subscribe("a", {"three"}, start));
    EXPECT_TRUE(clients.subscribe("a", {"two"}, start));
    EXPECT_EQ(clients.without_room(), 3u);
    EXPECT_FALSE(clients.wants("three"));
}

TEST(RealtimeClients, LeaveRoomWhenTheyGo) {
    RealtimeClients clients{{.clients = 1, .patterns = 1}};
    clients.subscribe("a", {"one.*"}, start);

    clients.forget("a");

    EXPECT_TRUE(clients.subscribe("b", {"two.*"}, start));
}

}  // namespace
}  // namespace logbeam::edge
