#include "unit/http/broker_rig.hpp"

namespace logbeam::http {
namespace {

using test::at;
using test::BrokerRig;
using test::json_of;
using test::size_of;

void publish(BrokerRig& broker, int count, const std::string& topic = "a") {
    for (int i = 0; i < count; ++i) {
        broker.post("/api/events?topic=" + topic, "{}");
    }
}

std::vector<std::int64_t> seqs(const Value& answer) {
    std::vector<std::int64_t> found;
    const auto events = at(answer, "events");
    for (const auto& event : *events.as_array()) {
        found.push_back(at(event, "seq").as_int64().value_or(0));
    }
    return found;
}

using Seqs = std::vector<std::int64_t>;

TEST(RecentEvents, AreNewestFirstWithTheirEpoch) {
    BrokerRig broker;
    publish(broker, 3);

    const auto answer = json_of(broker.get("/api/events"));

    EXPECT_EQ(at(answer, "epoch"), Value{"e7"});
    EXPECT_EQ(seqs(answer), (Seqs{3, 2, 1}));
    EXPECT_EQ(at(answer, "next"), Value{});
}

TEST(RecentEvents, LeadFromPageToPage) {
    BrokerRig broker;
    publish(broker, 5);

    const auto first = json_of(broker.get("/api/events?last=2"));
    const auto second = json_of(broker.get("/api/events?limit=2&before=" + at(first, "next").to_json()));
    const auto third = json_of(broker.get("/api/events?limit=2&before=" + at(second, "next").to_json()));

    EXPECT_EQ(seqs(first), (Seqs{5, 4}));
    EXPECT_EQ(seqs(second), (Seqs{3, 2}));
    EXPECT_EQ(seqs(third), (Seqs{1}));
    EXPECT_EQ(at(third, "next"), Value{});
}

TEST(RecentEvents, StopBehindAfter) {
    BrokerRig broker;
    publish(broker, 5);

    const auto all = json_of(broker.get("/api/events?after=3"));
    const auto some = json_of(broker.get("/api/events?after=3&limit=2"));
    const auto none = json_of(broker.get("/api/events?after=18446744073709551615&limit=1"));

    EXPECT_EQ(seqs(all), (Seqs{5, 4}));
    EXPECT_EQ(seqs(some), (Seqs{5, 4}));
    EXPECT_EQ(at(some, "next"), Value{});
    EXPECT_EQ(seqs(none), Seqs{});
    EXPECT_EQ(at(none, "next"), Value{});
}

TEST(RecentEvents, AreOfAnyOfTheTopicsAskedFor) {
    BrokerRig broker;
    publish(broker, 1, "logs.a");
    publish(broker, 1, "logs.b");
    publish(broker, 1, "orders");

    EXPECT_EQ(seqs(json_of(broker.get("/api/events?topic=logs.*"))), (Seqs{2, 1}));
    EXPECT_EQ(seqs(json_of(broker.get("/api/events?topic=logs.a&topic=orders"))), (Seqs{3, 1}));
}

TEST(RecentEvents, OfTheBrokerItselfAreShownWhenTheyAreNamed) {
    BrokerRig broker;
    broker.hub.tell("$sys.log", "logger.info", "{}");
    ASSERT_TRUE(broker.hub.commit());

    EXPECT_EQ(size_of(at(json_of(broker.get("/api/events")), "events")), 0u);
    EXPECT_EQ(size_of(at(json_of(broker.get("/api/events?topic=%24sys.>")), "events")), 1u);
}

TEST(RecentEvents, AreOnlyThoseThatTheTokenMayHear) {
    BrokerRig broker;
    publish(broker, 1, "logs.a");
    publish(broker, 1, "orders");
    publish(broker, 1, "private-a");
    broker.allow_only(">", "logs.>");
    EXPECT_EQ(seqs(json_of(broker.get("/api/events?topic=>"))), (Seqs{1}));

    broker.allow_only(">", ">");
    EXPECT_EQ(seqs(json_of(broker.get("/api/events"))), (Seqs{2, 1}));
}

TEST(RecentEvents, RefuseParametersThatDoNotRead) {
    BrokerRig broker;

    for (const auto* query : {"limit=-1", "limit=ten", "before=", "after=1.5", "topic=a..b", "filter=level:info",
                              "limit=99999999999999999999"}) {
        EXPECT_EQ(broker.get(std::string{"/api/events?"} + query).status, 400) << query;
    }
    EXPECT_EQ(broker.get("/api/events?token=x").status, 200);
}

}  // namespace
}  // namespace logbeam::http
