#include "http/counter_table.hpp"
#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>

// /api/topics, /api/clients, /api/stats, /healthz, /readyz
namespace logbeam::http {
namespace {

using test::at;
using test::BrokerRig;
using test::json_of;
using test::size_of;

void publish(BrokerRig& broker, int count, const std::string& topic) {
    for (int i = 0; i < count; ++i) {
        broker.post("/api/events?topic=" + topic, R"({"type":"logger.warning"})");
    }
}

void connect(BrokerRig& broker, const std::string& user, const std::string& topic) {
    hub::Client client;
    client.id = "id of " + user;
    client.dialect = "native";
    client.address = "10.0.0.9:4711";
    client.user = user;
    client.topics = {topic};
    broker.hub.clients.join(std::move(client));
}

TEST(Topics, AreListedBusiestFirstWithTheirCounts) {
    BrokerRig broker;
    publish(broker, 1, "quiet");
    publish(broker, 3, "busy");
    broker.clock.advance(std::chrono::seconds{1});
    broker.hub.tick();

    const auto answer = json_of(broker.get("/api/topics"));

    EXPECT_EQ(at(answer, "total"), Value{2});
    EXPECT_EQ(at(answer, "topics", 0, "name"), Value{"busy"});
    EXPECT_EQ(at(answer, "topics", 0, "events"), Value{3});
    EXPECT_EQ(at(answer, "topics", 0, "last_seq"), Value{4});
    EXPECT_EQ(at(answer, "topics", 0, "levels", "warning"), Value{3});
    EXPECT_GT(at(answer, "topics", 0, "per_second").as_double().value_or(0), 0);
    EXPECT_EQ(at(answer, "topics", 1, "name"), Value{"quiet"});
}

TEST(Topics, AreLimitedFilteredAndOnlyThoseThatMayBeHeard) {
    BrokerRig broker;
    publish(broker, 1, "logs.a");
    publish(broker, 1, "logs.b");
    publish(broker, 1, "orders");

    const auto limited = json_of(broker.get("/api/topics?limit=1"));
    EXPECT_EQ(size_of(at(limited, "topics")), 1u);
    EXPECT_EQ(at(limited, "total"), Value{3});
    EXPECT_EQ(size_of(at(json_of(broker.get("/api/topics?topic=logs.>")), "topics")), 2u);

    broker.allow_only(">", "orders");
    EXPECT_EQ(size_of(at(json_of(broker.get("/api/topics")), "topics")), 1u);
}

TEST(Clients, AreListedForAdminsInFull) {
    BrokerRig broker;
    connect(broker, "ann", "logs.>");

    const auto answer = json_of(broker.get("/api/clients"));

    EXPECT_EQ(at(answer, "clients", 0, "user"), Value{"ann"});
    EXPECT_EQ(at(answer, "clients", 0, "dialect"), Value{"native"});
    EXPECT_EQ(at(answer, "clients", 0, "address"), Value{"10.0.0.9:4711"});
    EXPECT_EQ(at(answer, "clients", 0, "topics", 0), Value{"logs.>"});
}

TEST(Clients, OfATopicAreThoseWhoSubscribedIt) {
    BrokerRig broker;
    connect(broker, "ann", "logs.>");
    connect(broker, "bob", "orders");

    const auto answer = json_of(broker.get("/api/clients?topic=logs.a"));

    EXPECT_EQ(size_of(at(answer, "clients")), 1u);
    EXPECT_EQ(at(answer, "clients", 0, "user"), Value{"ann"});
}

TEST(Clients, AreNotForOthersExceptTheNamesInAPresenceTopic) {
    BrokerRig broker;
    connect(broker, "ann", "presence-room");
    broker.allow_only(">", "presence-room");

    const auto answer = json_of(broker.get("/api/clients?topic=presence-room"));

    EXPECT_EQ(at(answer, "clients", 0, "user"), Value{"ann"});
    EXPECT_EQ(at(answer, "clients", 0, "address"), Value{});
    EXPECT_EQ(broker.get("/api/clients").status, 403);
    EXPECT_EQ(broker.get("/api/clients?topic=logs.a").status, 403);
    EXPECT_EQ(broker.get("/api/clients?topic=presence-other").status, 403);
    EXPECT_EQ(broker.get("/api/clients?topic=presence-*").status, 400);
}

TEST(Stats, ShowEveryCounter) {
    BrokerRig broker;
    std::uint64_t number = 100;
    for (const auto& row : counter_rows) {
        broker.hub.counters.*row.count = ++number;
    }

    const auto answer = json_of(broker.get("/api/stats"));

    EXPECT_EQ(at(answer, "counters").as_object()->size(), counter_rows.size());
    for (const auto& row : counter_rows) {
        EXPECT_EQ(at(answer, "counters", row.name), Value{broker.hub.counters.*row.count}) << row.name;
    }
}

TEST(Stats, ShowWhatThereIsNow) {
    BrokerRig broker;
    publish(broker, 2, "a");
    connect(broker, "ann", "a");
    broker.clock.advance(std::chrono::seconds{90});

    const auto answer = json_of(broker.get("/api/stats"));

    EXPECT_EQ(at(answer, "server"), Value{"logbeam 0.1.0"});
    EXPECT_EQ(at(answer, "uptime_seconds"), Value{90.0});
    EXPECT_EQ(at(answer, "clients"), Value{1});
    EXPECT_EQ(at(answer, "topics"), Value{1});
    EXPECT_EQ(at(answer, "history", "epoch"), Value{"e7"});
    EXPECT_EQ(at(answer, "history", "events"), Value{2});
    EXPECT_EQ(at(answer, "dropped_at_source_by", "queue_full"), Value{0});
    EXPECT_EQ(at(answer, "process", "open_descriptors"), Value{12});
}

TEST(Health, SaysWhoAnswers) {
    BrokerRig broker;

    const auto answer = broker.get("/healthz");

    EXPECT_THAT(answer.headers, testing::Contains(testing::Pair("Server", "logbeam 0.1.0")));
}

TEST(Health, IsAlwaysGoodAndReadinessNamesWhatIsNot) {
    BrokerRig broker;
    EXPECT_EQ(broker.get("/healthz").status, 200);
    EXPECT_EQ(broker.get("/readyz").status, 200);

    broker.not_ready = {"history"};

    EXPECT_EQ(broker.get("/healthz").status, 200);
    EXPECT_EQ(broker.get("/readyz").status, 503);
    EXPECT_THAT(broker.get("/readyz").body, testing::HasSubstr("history"));
}

}  // namespace
}  // namespace logbeam::http
