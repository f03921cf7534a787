#include "edge/realtime_bridge.hpp"

#include "support/fake_clock.hpp"
#include "support/recording_port.hpp"
#include "unit/edge/burst_of.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using logbeam::test::BurstOf;
using logbeam::test::RecordingPort;
using logbeam::test::text_in;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class RealtimeBridgeTest : public testing::Test {
protected:
    struct Taken {
        std::string topic;
        std::string json;
        std::string client;
    };

    void control(const std::string& verb, const std::string& body, const std::string& reply = {}) {
        port.deliver("control.*", "control." + verb, body, reply);
    }
    void gossip(const RealtimeGossip& gossip) {
        port.deliver(RealtimeBridge::gossip_subject, RealtimeBridge::gossip_subject, encode(gossip));
    }
    [[nodiscard]] std::vector<RealtimeGossip> told() const {
        std::vector<RealtimeGossip> all;
        for (const auto& sent : port.sent_to(RealtimeBridge::gossip_subject))
            all.push_back(parse_realtime_gossip(sent.body).value());
        return all;
    }
    void pass(std::chrono::seconds span) {
        clock.advance(span);
        bridge.tick();
    }

    logbeam::test::FakeClock clock;
    RecordingPort port;
    bool leads = true;
    Result<void> outcome;
    std::vector<Taken> taken;
    RealtimeBridge bridge{port,
                          clock,
                          {.edge = "e1", .limits = {.clients = 2}},
                          [this] { return leads; },
                          [this](std::string_view topic, std::string_view json, std::string_view client) {
                              taken.push_back({std::string{topic}, std::string{json}, std::string{client}});
                              return outcome;
                          }};
};

TEST_F(RealtimeBridgeTest, SharesTheWorkWithOtherEdges) {
    std::vector<std::string> all;
    for (const auto& [id, each] : port.subscriptions)
        all.push_back(each.subject + " " + each.queue);

    EXPECT_THAT(all, ElementsAre("topic.> logbeam-edges", "control.* logbeam-edges", "logbeam.edge.realtime "));
}

TEST_F(RealtimeBridgeTest, TakesInWhatClientsPublish) {
    port.deliver("topic.>", "topic.orders.eu", R"({"id":"1","type":"order","data":{},"clientId":"c1"})");

    ASSERT_THAT(taken, SizeIs(1));
    EXPECT_EQ(taken[0].topic, "orders.eu");
    EXPECT_EQ(taken[0].client, "c1");
    EXPECT_THAT(taken[0].json, HasSubstr(R"("bridged":"e1")"));
    EXPECT_EQ(bridge.counts().taken, 1u);
}

TEST_F(RealtimeBridgeTest, NeverTakesInWhatAnEdgePublished) {
    port.deliver("topic.>", "topic.orders", R"({"type":"order"})", {}, {{"Logbeam-Bridged", "e2"}});

    EXPECT_THAT(taken, IsEmpty());
    EXPECT_EQ(bridge.counts().passed_over, 1u);
}

TEST_F(RealtimeBridgeTest, CountsWhatItCannotTakeIn) {
    outcome = Error{ErrorCode::rate_limited, ""};

    port.deliver("topic.>", "topic.orders", "hello");
    port.deliver("topic.>", "topic.orders", R"({"type":"order"})");
    port.deliver("topic.>", "topic.$sys.drops", R"({"type":"order"})");
    port.deliver("topic.>", "topic.private-a", R"({"type":"order"})");

    EXPECT_EQ(bridge.counts().malformed, 1u);
    EXPECT_EQ(bridge.counts().refused, 3u);
    EXPECT_THAT(taken, SizeIs(1));
}

TEST_F(RealtimeBridgeTest, WelcomesAClient) {
    control("connect", R"({"clientId":"c1","topic":"orders","clientInbox":"client.c1"})", "inbox");

    const auto reply = Event::parse(port.sent_to("inbox").at(0).body).value();
    EXPECT_EQ(reply.type, "connection.established");
    EXPECT_EQ(reply.data, (Fields{{"clientId", "c1"}, {"subscribedTopic", "orders"}}));
    EXPECT_EQ(told().at(0).kind, RealtimeGossip::Kind::subscribed);
    EXPECT_EQ(told().at(0).clients.at(0).id, "c1");
}

TEST_F(RealtimeBridgeTest, GivesAClientWhatItDoesNotName) {
    control("connect", "{}", "inbox");

    const auto reply = Event::parse(port.sent_to("inbox").at(0).body).value();
    EXPECT_EQ(*reply.field("subscribedTopic"), Value{"default"});
    EXPECT_FALSE(reply.field("clientId")->as_string()->empty());
}

TEST_F(RealtimeBridgeTest, AnswersSubscriptionsAndGoodbyes) {
    control("subscribe", R"({"clientId":"c1","topic":"orders"})", "a");
    control("subscribe", R"({"clientId":"c1","topic":"users"})");
    control("unsubscribe", R"({"clientId":"c1","topic":"orders"})", "b");
    EXPECT_TRUE(bridge.clients().wants("users"));
    EXPECT_FALSE(bridge.clients().wants("orders"));
    control("disconnect", R"({"clientId":"c1","topic":"users"})", "c");

    EXPECT_EQ(port.sent_to("a").at(0).body, R"({"success":true,"topic":"orders"})");
    EXPECT_THAT(port.sent_to("b"), IsEmpty());
    EXPECT_EQ(text_in(port.sent_to("c").at(0).body, "status"), "disconnected");
    EXPECT_EQ(bridge.clients().size(), 0u);
}

TEST_F(RealtimeBridgeTest, CountsControlMessagesThatMeanNothing) {
    control("connect", "{", "inbox");
    control("subscribe", R"({"clientId":"c1"})", "inbox");
    control("subscribe", R"({"topic":"a"})", "inbox");
    control("unsubscribe", R"({"clientId":"c1"})", "inbox");
    control("dance", R"({"clientId":"c1"})", "inbox");

    EXPECT_EQ(bridge.counts().malformed, 5u);
    EXPECT_THAT(port.sent, IsEmpty());
}

TEST_F(RealtimeBridgeTest, HasRoomForSoManyClients) {
    control("connect", R"({"clientId":"c1"})");
    control("connect", R"({"clientId":"c2"})");
    control("connect", R"({"clientId":"c3"})", "a");
    control("subscribe", R"({"clientId":"c3","topic":"t"})", "b");

    EXPECT_THAT(port.sent_to("a"), IsEmpty());
    EXPECT_EQ(text_in(port.sent_to("b").at(0).body, "success"), "false");
    EXPECT_EQ(bridge.clients().without_room(), 2u);
}

TEST_F(RealtimeBridgeTest, PublishesWhatClientsAskedFor) {
    control("connect", R"({"clientId":"c1","topic":"orders.*"})");
    const BurstOf burst{R"({"topic":"orders.eu","type":"order","data":{"n":1}})", R"({"topic":"users","type":"x"})"};

    bridge.on_burst(burst.get());

    const auto sent = port.sent_to("topic.orders.eu");
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(sent[0].headers.at("Logbeam-Bridged"), "e1");
    EXPECT_EQ(text_in(sent[0].body, "data"), R"({"n":1})");
    EXPECT_EQ(text_in(sent[0].body, "topic"), "absent");
    EXPECT_THAT(port.sent_to("topic.users"), IsEmpty());
    EXPECT_EQ(bridge.counts().bridged, 1u);
}

TEST_F(RealtimeBridgeTest, PublishesNothingThatCameFromThere) {
    control("connect", R"({"clientId":"c1","topic":"orders"})");
    port.deliver("topic.>", "topic.orders", R"({"type":"order","clientId":"c1"})");
    BurstOf burst{};
    burst.add(R"({"topic":"orders",)" + taken.at(0).json.substr(1), "c1");

    bridge.on_burst(burst.get());

    EXPECT_THAT(port.sent_to("topic.orders"), IsEmpty());
}

TEST_F(RealtimeBridgeTest, PublishesNothingThatIsNotForEverybody) {
    control("connect", R"({"clientId":"c1","topic":">"})");
    control("subscribe", R"({"clientId":"c1","topic":"private-a"})");
    const BurstOf burst{R"({"topic":"private-a","type":"x"})", R"({"topic":"presence-a","type":"x"})"};

    bridge.on_burst(burst.get());

    EXPECT_EQ(bridge.counts().bridged, 0u);
}

TEST_F(RealtimeBridgeTest, PublishesOnlyWhileItLeads) {
    control("connect", R"({"clientId":"c1","topic":"orders"})");
    leads = false;

    bridge.on_burst(BurstOf{R"({"topic":"orders","type":"order"})"}.get());

    EXPECT_THAT(port.sent_to("topic.orders"), IsEmpty());
}

TEST_F(RealtimeBridgeTest, CountsWhatDoesNotGoOut) {
    control("connect", R"({"clientId":"c1","topic":"orders"})");
    const BurstOf burst{R"({"topic":"orders","type":"order"})"};

    port.longest = 10;
    bridge.on_burst(burst.get());
    port.longest = 1 << 20;
    port.open = false;
    bridge.on_burst(burst.get());

    EXPECT_EQ(bridge.counts().too_large, 1u);
    EXPECT_EQ(bridge.counts().lost, 1u);
}

TEST_F(RealtimeBridgeTest, LearnsOfClientsFromOtherEdges) {
    gossip({RealtimeGossip::Kind::subscribed, "e2", {{"c1", {"orders"}}, {"c2", {"users"}}}});
    EXPECT_TRUE(bridge.clients().wants("orders"));
    gossip({RealtimeGossip::Kind::unsubscribed, "e2", {{"c1", {"orders"}}}});
    gossip({RealtimeGossip::Kind::gone, "e2", {{"c2", {}}}});

    EXPECT_FALSE(bridge.clients().wants("orders"));
    EXPECT_FALSE(bridge.clients().wants("users"));
}

TEST_F(RealtimeBridgeTest, DoesNotListenToItself) {
    gossip({RealtimeGossip::Kind::subscribed, "e1", {{"c1", {"orders"}}}});
    port.deliver(RealtimeBridge::gossip_subject, RealtimeBridge::gossip_subject, "hello");

    EXPECT_EQ(bridge.clients().size(), 0u);
    EXPECT_EQ(bridge.counts().malformed, 1u);
}

TEST_F(RealtimeBridgeTest, AsksForClientsUntilItIsTold) {
    leads = false;

    pass(1s);
    pass(1s);
    EXPECT_THAT(told(), SizeIs(1));
    pass(5s);
    EXPECT_THAT(told(), SizeIs(2));
    gossip({RealtimeGossip::Kind::told, "e2", {}});
    pass(5s);
    EXPECT_THAT(told(), SizeIs(2));
    bridge.on_open();
    pass(1s);
    EXPECT_THAT(told(), SizeIs(3));
}

TEST_F(RealtimeBridgeTest, TellsWhoAsksWhileItLeads) {
    control("connect", R"({"clientId":"c1","topic":"orders"})");
    port.sent.clear();

    gossip({RealtimeGossip::Kind::ask, "e2", {}});
    gossip({RealtimeGossip::Kind::ask, "e3", {}});
    ASSERT_THAT(told(), SizeIs(2));
    EXPECT_THAT(told()[0].clients.at(0).topics, ElementsAre("orders"));
    EXPECT_EQ(told()[1].kind, RealtimeGossip::Kind::told);
    clock.advance(2s);
    leads = false;
    gossip({RealtimeGossip::Kind::ask, "e2", {}});
    EXPECT_THAT(told(), SizeIs(2));
}

TEST_F(RealtimeBridgeTest, KeepsASilentClientThatCanBeReached) {
    control("connect", R"({"clientId":"c1","topic":"orders"})");
    pass(301s);
    ASSERT_THAT(port.asked, SizeIs(1));
    EXPECT_EQ(port.asked[0].letter.subject, "client.c1");
    EXPECT_EQ(text_in(port.asked[0].letter.body, "type"), "connection.check");
    port.sent.clear();

    port.answer(ErrorCode::timed_out);
    pass(60s);

    EXPECT_EQ(bridge.clients().size(), 1u);
    ASSERT_THAT(told(), SizeIs(1));
    EXPECT_EQ(told()[0].kind, RealtimeGossip::Kind::heard);
}

TEST_F(RealtimeBridgeTest, ForgetsASilentClientThatIsGone) {
    control("connect", R"({"clientId":"c1","topic":"orders"})");
    control("connect", R"({"clientId":"no subject","topic":"orders"})");
    pass(301s);
    EXPECT_EQ(bridge.clients().size(), 1u);

    port.answer(ErrorCode::not_found);

    EXPECT_EQ(bridge.clients().size(), 0u);
    EXPECT_EQ(told().back().kind, RealtimeGossip::Kind::gone);
}

TEST_F(RealtimeBridgeTest, LeavesSilentClientsToWhoLeads) {
    leads = false;
    control("connect", R"({"clientId":"c1","topic":"orders"})");

    pass(301s);
    EXPECT_THAT(port.asked, IsEmpty());
    EXPECT_EQ(bridge.clients().size(), 1u);
    pass(600s);
    EXPECT_EQ(bridge.clients().size(), 0u);
}

}  // namespace
}  // namespace logbeam::edge
