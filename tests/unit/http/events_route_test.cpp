#include "unit/http/past_rig.hpp"

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
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

TEST(FoundEvents, AreNewestFirstWithTheirEpoch) {
    BrokerRig broker;
    publish(broker, 3);

    const auto answer = json_of(broker.get("/api/events"));

    EXPECT_EQ(at(answer, "epoch"), Value{"e7"});
    EXPECT_EQ(seqs(answer), (Seqs{3, 2, 1}));
    EXPECT_EQ(at(answer, "next"), Value{});
}

TEST(FoundEvents, LeadFromPageToPage) {
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

TEST(FoundEvents, StopBehindAfter) {
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

TEST(FoundEvents, AreOfAnyOfTheTopicsAskedFor) {
    BrokerRig broker;
    publish(broker, 1, "logs.a");
    publish(broker, 1, "logs.b");
    publish(broker, 1, "orders");

    EXPECT_EQ(seqs(json_of(broker.get("/api/events?topic=logs.*"))), (Seqs{2, 1}));
    EXPECT_EQ(seqs(json_of(broker.get("/api/events?topic=logs.a&topic=orders"))), (Seqs{3, 1}));
}

TEST(FoundEvents, OfTheBrokerItselfAreShownWhenTheyAreNamed) {
    BrokerRig broker;
    broker.hub.tell("$sys.log", "logger.info", "{}");
    ASSERT_TRUE(broker.hub.commit());

    EXPECT_EQ(size_of(at(json_of(broker.get("/api/events")), "events")), 0u);
    EXPECT_EQ(size_of(at(json_of(broker.get("/api/events?topic=%24sys.>")), "events")), 1u);
}

TEST(FoundEvents, AreOnlyThoseThatTheTokenMayHear) {
    BrokerRig broker;
    publish(broker, 1, "logs.a");
    publish(broker, 1, "orders");
    publish(broker, 1, "private-a");
    broker.allow_only(">", "logs.>");
    EXPECT_EQ(seqs(json_of(broker.get("/api/events?topic=>"))), (Seqs{1}));

    broker.allow_only(">", ">");
    EXPECT_EQ(seqs(json_of(broker.get("/api/events"))), (Seqs{2, 1}));
}

TEST(FoundEvents, RefuseParametersThatDoNotRead) {
    BrokerRig broker;

    for (const auto* query :
         {"limit=-1", "limit=ten", "before=", "after=1.5", "topic=a..b", "filter=level:info", "from=yesterday",
          "to=2026-13-01", "order=random", "format=xml", "from=-1h&to=-2h", "limit=99999999999999999999"}) {
        EXPECT_EQ(broker.get(std::string{"/api/events?"} + query).status, 400) << query;
    }
    EXPECT_EQ(broker.get("/api/events?token=x").status, 200);
}

TEST(FoundEvents, AreThoseOfTheQuery) {
    test::PastRig broker;
    broker.publish({{broker.ago(3s), "logs.a", "info", R"({"city":"Berlin"})"},
                    {broker.ago(2s), "logs.a", "error", R"({"city":"Berlin"})"},
                    {broker.ago(1s), "logs.a", "error", R"({"city":"Rome"})"}});

    const auto answer = json_of(broker.get("/api/events?query=level%3E%3Dwarn+city%3ABerlin"));

    EXPECT_EQ(seqs(answer), (Seqs{2}));
    EXPECT_EQ(at(answer, "progress", "matched"), Value{1});
    EXPECT_EQ(at(answer, "progress", "events"), Value{3});
}

TEST(FoundEvents, OfAQueryThatDoesNotReadAreAnErrorThatPointsAtTheCharacter) {
    BrokerRig broker;

    const auto answer = broker.get("/api/events?query=a+(b");

    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(at(json_of(answer), "name"), Value{"malformed_query"});
    EXPECT_NE(answer.body.find("at character"), std::string::npos) << answer.body;
}

TEST(FoundEvents, LieBetweenTheTimesBothIncluded) {
    test::PastRig broker;
    broker.publish_seconds(10);

    EXPECT_EQ(seqs(json_of(broker.get("/api/events?from=-3s&to=-1s"))), (Seqs{9, 8, 7}));
    const auto from = to_rfc3339(broker.ago(1s));
    EXPECT_EQ(seqs(json_of(broker.get("/api/events?from=" + from))), (Seqs{10, 9}));
}

TEST(FoundEvents, OfADateAreThoseOfTheWholeDay) {
    test::PastRig broker;
    broker.publish({{*parse_rfc3339("2026-11-19T23:59:59Z")},
                    {*parse_rfc3339("2026-11-20T00:00:00Z")},
                    {*parse_rfc3339("2026-11-20T23:59:59.5Z")},
                    {*parse_rfc3339("2026-11-21T00:00:00Z")}});

    EXPECT_EQ(seqs(json_of(broker.get("/api/events?from=2026-11-20&to=2026-11-20"))), (Seqs{3, 2}));
}

TEST(FoundEvents, CanComeOldestFirstAndLeadOnThen) {
    BrokerRig broker;
    publish(broker, 5);

    const auto first = json_of(broker.get("/api/events?order=oldest&limit=3"));
    const auto second = json_of(broker.get("/api/events?order=oldest&limit=3&after=" + at(first, "next").to_json()));

    EXPECT_EQ(seqs(first), (Seqs{1, 2, 3}));
    EXPECT_EQ(seqs(second), (Seqs{4, 5}));
    EXPECT_EQ(at(second, "next"), Value{});
}

TEST(ExportedEvents, AreAllOfThemOneALine) {
    BrokerRig broker;
    publish(broker, 1500);

    const auto answer = broker.get("/api/events?format=ndjson&order=oldest");

    EXPECT_EQ(answer.content_type, "application/x-ndjson");
    const auto lines = test::lines_of(answer.body);
    ASSERT_EQ(lines.size(), 1500u);
    EXPECT_EQ(at(test::value_of(lines.front()), "seq"), Value{1});
    EXPECT_EQ(at(test::value_of(lines.back()), "seq"), Value{1500});
}

TEST(ExportedEvents, AreWhatWhoAcceptsLinesGets) {
    BrokerRig broker;
    publish(broker, 3);
    broker.request.accept = "application/x-ndjson";

    EXPECT_EQ(test::lines_of(broker.get("/api/events?limit=2").body).size(), 2u);
}

TEST(StreamedEvents, EndWithWhatWasDoneAndWhereToGoOn) {
    BrokerRig broker;
    publish(broker, 3);

    const auto lines = test::lines_of(broker.get("/api/events?format=stream&limit=2").body);

    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(at(test::value_of(lines[0]), "event", "seq"), Value{3});
    EXPECT_EQ(at(test::value_of(lines[1]), "event", "seq"), Value{2});
    EXPECT_EQ(at(test::value_of(lines[2]), "done", "next"), Value{2});
    EXPECT_EQ(at(test::value_of(lines[2]), "done", "progress", "matched"), Value{2});
}

}  // namespace
}  // namespace logbeam::http
