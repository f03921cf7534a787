#include "edge/json_bridge.hpp"
#include "edge/presence.hpp"
#include "edge/realtime_bridge.hpp"
#include "support/nats_client.hpp"
#include "support/nats_server.hpp"
#include "transport/nats/settings.hpp"
#include "unit/edge/burst_of.hpp"

#include <gmock/gmock.h>
#include <poll.h>

#include <functional>
#include <future>
#include <string>
#include <vector>

// Other programs' NATS clients and the bridges of edges, with a real nats-server between them.
namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using logbeam::test::BurstOf;
using logbeam::test::NatsClient;
using logbeam::test::NatsServer;
using logbeam::test::text_in;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A connection of an edge with all that is for others on it.
class TestEdge {
public:
    TestEdge(const NatsServer& server, const std::string& id, bool leads)
        : leads_{leads},
          port_{transport::make_nats_port(transport::NatsSettings::from(server.url(), {}, {}), id)},
          realtime{*port_,
                   clock_,
                   {.edge = id},
                   [this] { return leads_; },
                   [this](std::string_view topic, std::string_view event, std::string_view sender) {
                       taken.push_back(std::string{topic} + " " + std::string{sender});
                       last_json = event;
                       return Result<void>{};
                   }},
          json{*port_, {}, [this] { return leads_; }, [this] { return clock_.steady_now(); }},
          presence{*port_, clock_, {.edge = id}, registry, [] { return hub::EdgeInfo{}; }} {
        port_->open();
        while (!port_->is_open())
            drive();
    }

    void drive() {
        constexpr int at_most = 5;  // milliseconds
        pollfd wait{port_->descriptor(), POLLIN, 0};
        ::poll(&wait, 1, at_most);
        port_->drive();
    }
    void publish(const history::Burst& burst) {
        realtime.on_burst(burst);
        json.on_burst(burst);
    }

private:
    SystemClock clock_;
    const bool leads_;
    const std::unique_ptr<transport::NatsPort> port_;

public:
    std::vector<std::string> taken;  // from clients of the pattern
    std::string last_json;
    hub::Registry registry;
    RealtimeBridge realtime;
    JsonBridge json;
    Presence presence;
};

class NatsBridges : public testing::Test {
protected:
    // The server has the subscriptions of both edges: what is on the last of them comes.
    void SetUp() override {
        NatsClient other{server.url()};
        wait_until([&] {
            other.publish(Presence::subject, "is anybody there?");
            return first.presence.counts().malformed > 0 && second.presence.counts().malformed > 0;
        });
    }
    // Drives both edges until it holds.
    void wait_until(const std::function<bool()>& holds) {
        const auto give_up = std::chrono::steady_clock::now() + 20s;
        while (!holds()) {
            ASSERT_LT(std::chrono::steady_clock::now(), give_up);
            first.drive();
            second.drive();
        }
    }
    std::string ask(const std::string& subject, const std::string& body) {
        auto answer = std::async(std::launch::async, [&] { return NatsClient{server.url()}.request(subject, body); });
        wait_until([&answer] { return answer.wait_for(0s) == std::future_status::ready; });
        return answer.get();
    }
    // What the client has got when all that was on the way is there.
    std::vector<std::string> ids_heard_by(NatsClient& listener, std::size_t at_least) {
        std::vector<std::string> ids;
        wait_until([&] {
            for (const auto& letter : listener.received())
                ids.push_back(text_in(letter.body, "id"));
            return ids.size() >= at_least;
        });
        settle();
        for (const auto& letter : listener.received())
            ids.push_back(text_in(letter.body, "id"));
        return ids;
    }
    // Whatever was published before has come to the edges: they hear what follows it.
    void settle() {
        const auto first_before = first.presence.counts().malformed;
        const auto second_before = second.presence.counts().malformed;
        NatsClient{server.url()}.publish(Presence::subject, "the end");
        wait_until([&] {
            return first.presence.counts().malformed > first_before &&
                   second.presence.counts().malformed > second_before;
        });
    }

    NatsServer server;
    TestEdge first{server, "e1", true};
    TestEdge second{server, "e2", false};
    NatsClient client{server.url()};
};

TEST_F(NatsBridges, WelcomeAClientOfThePatternOnce) {
    const auto reply = ask("control.connect", R"({"clientId":"c1","topic":"orders","clientInbox":"client.c1"})");
    wait_until(
        [this] { return first.realtime.clients().wants("orders") && second.realtime.clients().wants("orders"); });

    EXPECT_EQ(text_in(reply, "type"), "connection.established");
    EXPECT_EQ(text_in(reply, "data"), R"({"clientId":"c1","subscribedTopic":"orders"})");
    EXPECT_EQ(ask("control.subscribe", R"({"clientId":"c1","topic":"users"})"), R"({"success":true,"topic":"users"})");
    EXPECT_EQ(text_in(ask("control.disconnect", R"({"clientId":"c1"})"), "status"), "disconnected");
    wait_until([this] { return first.realtime.clients().size() + second.realtime.clients().size() == 0; });
}

TEST_F(NatsBridges, TakeInWhatAClientPublishesOnceAndGiveItToNobodyTwice) {
    client.subscribe("topic.orders.eu");
    (void)ask("control.connect", R"({"clientId":"c1","topic":"orders.eu"})");
    client.publish("topic.orders.eu", R"({"id":"1","type":"order","data":{"n":1},"clientId":"c1"})");
    wait_until([this] { return first.taken.size() + second.taken.size() == 1; });
    const std::string json = first.last_json + second.last_json;
    first.publish(BurstOf{R"({"topic":"orders.eu",)" + json.substr(1)}.get());

    EXPECT_THAT(ids_heard_by(client, 1), ElementsAre("1"));
    EXPECT_EQ(first.taken.size() + second.taken.size(), 1u);
}

TEST_F(NatsBridges, GiveAClientOnceWhatCameAnotherWay) {
    client.subscribe("topic.orders");
    (void)ask("control.connect", R"({"clientId":"c1","topic":"orders"})");
    wait_until([this] { return first.realtime.clients().wants("orders"); });
    const BurstOf burst{R"({"id":"1","topic":"orders","type":"order"})", R"({"id":"2","topic":"orders","type":"x"})",
                        R"({"id":"3","topic":"users","type":"x"})"};

    first.publish(burst.get());
    second.publish(burst.get());

    EXPECT_THAT(ids_heard_by(client, 2), ElementsAre("1", "2"));
    EXPECT_THAT(first.taken, IsEmpty());
    EXPECT_THAT(second.taken, IsEmpty());
    EXPECT_EQ(first.realtime.counts().passed_over + second.realtime.counts().passed_over, 2u);
}

TEST_F(NatsBridges, PublishReadableJsonToWhoListens) {
    client.subscribe("logbeam.json.>");
    const BurstOf burst{R"({"id":"1","topic":"orders","type":"order","data":{"n":1}})",
                        R"({"id":"2","topic":"orders","type":"x"})", R"({"id":"3","topic":"orders","type":"x"})"};

    first.publish(burst.get());

    EXPECT_THAT(ids_heard_by(client, 3), ElementsAre("1", "2", "3"));
    EXPECT_EQ(first.json.counts().asked, 1u);
    EXPECT_EQ(first.json.counts().sent, 2u);
}

TEST_F(NatsBridges, PublishNothingButAQuestionWhenNobodyListens) {
    const BurstOf burst{R"({"id":"1","topic":"orders","type":"order"})", R"({"id":"2","topic":"orders","type":"x"})"};

    first.publish(burst.get());
    wait_until([this] { return first.json.counts().unwanted == 1; });
    first.publish(burst.get());

    EXPECT_EQ(first.json.counts().asked, 1u);
    EXPECT_EQ(first.json.counts().sent, 0u);
}

TEST_F(NatsBridges, KnowEachOthersClients) {
    hub::Client ann;
    ann.id = "ann";
    first.registry.join(ann);
    std::vector<std::string> known;

    first.presence.tick();
    wait_until([&] {
        second.presence.for_each_other([&known](const hub::EdgeInfo& edge, const std::vector<hub::Client>& clients) {
            for (const auto& each : clients)
                known.push_back(edge.id + " " + each.id);
        });
        return !known.empty();
    });

    EXPECT_THAT(known, ElementsAre("e1 ann"));
}

}  // namespace
}  // namespace logbeam::edge
