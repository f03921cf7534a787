#include "edge/realtime_gossip.hpp"

#include <gmock/gmock.h>

namespace logbeam::edge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = RealtimeGossip::Kind;

TEST(RealtimeGossip, IsReadAsItWasWritten) {
    for (const Kind kind : {Kind::subscribed, Kind::unsubscribed, Kind::heard, Kind::gone, Kind::ask, Kind::told}) {
        const auto read = parse_realtime_gossip(encode({kind, "e1", {{"c\"1", {"a.>", "b"}}}})).value();

        EXPECT_EQ(read.kind, kind);
        EXPECT_EQ(read.edge, "e1");
        EXPECT_EQ(read.clients.at(0).id, "c\"1");
        EXPECT_THAT(read.clients.at(0).topics, ElementsAre("a.>", "b"));
    }
}

TEST(RealtimeGossip, LeavesOutWhatCannotBe) {
    const auto read =
        parse_realtime_gossip(
            R"({"edge":"e","is":"subscribed","clients":[7,{"id":""},{"id":"c","topics":["a..b",7,"ok"]}]})")
            .value();

    ASSERT_THAT(read.clients, SizeIs(1));
    EXPECT_THAT(read.clients[0].topics, ElementsAre("ok"));
}

TEST(RealtimeGossip, IsRefusedWhenItIsNone) {
    EXPECT_FALSE(parse_realtime_gossip("hello"));
    EXPECT_FALSE(parse_realtime_gossip("[]"));
    EXPECT_FALSE(parse_realtime_gossip(R"({"is":"ask"})"));
    EXPECT_FALSE(parse_realtime_gossip(R"({"edge":"e","is":"sung"})"));
    EXPECT_FALSE(parse_realtime_gossip(R"({"edge":"e","is":"ask","clients":{}})"));
}

TEST(RealtimeGossip, ComesInPartsThatAreShort) {
    RealtimeGossip gossip{Kind::subscribed, "e", {}};
    for (int i = 0; i < 100; ++i)
        gossip.clients.push_back({"client-" + std::to_string(i), {"orders"}});

    const auto parts = encode_in_parts(gossip, 1'000);

    std::size_t clients = 0;
    for (const auto& part : parts) {
        EXPECT_LE(part.size(), 1'100u);
        clients += parse_realtime_gossip(part).value().clients.size();
    }
    EXPECT_EQ(clients, 100u);
    EXPECT_THAT(encode_in_parts({Kind::heard, "e", {}}, 1'000), IsEmpty());
}

}  // namespace
}  // namespace logbeam::edge
