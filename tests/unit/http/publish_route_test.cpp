#include "unit/http/broker_rig.hpp"

namespace logbeam::http {
namespace {

using test::at;
using test::BrokerRig;
using test::json_of;
using test::size_of;

Value stored(BrokerRig& broker, int index = 0) {
    return at(json_of(broker.get("/api/events")), "events", index);
}

TEST(Publishing, AnObjectIsAnsweredWithItsIdAndSeq) {
    BrokerRig broker;

    const auto answer = broker.post("/api/events", R"({"id":"a-1","topic":"orders","data":{"n":1}})");

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"accepted":1,"refused":0,"items":[{"id":"a-1","seq":1}]})");
    EXPECT_EQ(at(stored(broker), "data", "n"), Value{1});
    EXPECT_EQ(at(stored(broker), "source"), Value{"http"});
}

TEST(Publishing, AnIdWithEscapesComesBackAsItWas) {
    BrokerRig broker;

    const auto answer = broker.post("/api/events", R"({"id":"a\"\u00e41","topic":"orders"})");

    EXPECT_EQ(at(json_of(answer), "items", 0, "id"), Value{"a\"ä1"});
}

TEST(Publishing, TheTopicOfTheAddressIsForEventsWithoutOne) {
    BrokerRig broker;

    broker.post("/api/events?topic=fallback", R"([{"topic":"own"},{}])");

    EXPECT_EQ(at(stored(broker, 0), "topic"), Value{"fallback"});
    EXPECT_EQ(at(stored(broker, 1), "topic"), Value{"own"});
}

TEST(Publishing, EachElementOfAnArrayIsAnsweredOnItsOwn) {
    BrokerRig broker;

    const auto answer =
        broker.post("/api/events", R"([{"topic":"a"},{"topic":"$sys.x"},7,{"topic":"a b"},{"topic":"b"}])");

    EXPECT_EQ(answer.status, 207);
    const auto body = json_of(answer);
    EXPECT_EQ(at(body, "accepted"), Value{2});
    EXPECT_EQ(at(body, "refused"), Value{3});
    EXPECT_EQ(at(body, "items", 0, "seq"), Value{1});
    EXPECT_EQ(at(body, "items", 1, "name"), Value{"forbidden"});
    EXPECT_EQ(at(body, "items", 2, "name"), Value{"ill_typed_event"});
    EXPECT_EQ(at(body, "items", 3, "name"), Value{"invalid_topic"});
    EXPECT_EQ(at(body, "items", 4, "seq"), Value{2});
}

TEST(Publishing, WhenNothingIsAcceptedTheStatusIsThatOfTheFirstRefusal) {
    BrokerRig broker;
    broker.allow_only("logs.>", ">");

    EXPECT_EQ(broker.post("/api/events", R"({"topic":"orders"})").status, 403);
    EXPECT_EQ(broker.post("/api/events", R"({"data":1})").status, 400);
}

TEST(Publishing, AnEmptyArrayIsAccepted) {
    BrokerRig broker;

    const auto answer = broker.post("/api/events", "[]");

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"accepted":0,"refused":0,"items":[]})");
}

TEST(Publishing, ABrokenArrayTakesNothing) {
    BrokerRig broker;

    for (const auto* body : {R"([{"topic":"a"})", R"([{"topic":"a"},])", R"([{"topic":"a"}{}])", R"([{"topic":"a"}] x)",
                             R"([,{"topic":"a"}])", "[{"}) {
        EXPECT_EQ(broker.post("/api/events", body).status, 400) << body;
    }
    EXPECT_EQ(broker.hub.ingest.last_seq(), 0u);
}

TEST(Publishing, LinesAreAnsweredOneByOneEvenWhenOneIsNoJson) {
    BrokerRig broker;

    const auto answer =
        broker.post("/api/events?topic=t", "{\"id\":\"1\"}\r\n\n{\"id\":\n{\"id\":\"3\"}", "application/x-ndjson");

    EXPECT_EQ(answer.status, 207);
    EXPECT_EQ(at(json_of(answer), "items", 0, "id"), Value{"1"});
    EXPECT_EQ(at(json_of(answer), "items", 1, "name"), Value{"malformed_json"});
    EXPECT_EQ(at(json_of(answer), "items", 2, "id"), Value{"3"});
}

TEST(Publishing, LinesAreRecognisedWhereTheTypeSaysJson) {
    BrokerRig broker;

    EXPECT_EQ(size_of(at(json_of(broker.post("/api/events?topic=t", "{\"id\":\"1\"}\n{\"id\":\"2\"}\n")), "items")),
              2u);
    EXPECT_EQ(size_of(at(json_of(broker.post("/api/events?topic=t", "{\n\"id\":\n\"3\"\n}\n")), "items")), 1u);
}

TEST(Publishing, ABodyOfMoreEventsThanAreTakenAtOnceIsRefusedAsAWhole) {
    BrokerRig broker;
    std::string body = "[1";
    for (int i = 0; i < 65'536; ++i) {
        body += ",1";
    }

    EXPECT_EQ(broker.post("/api/events", body + "]").status, 413);
}

TEST(Publishing, ATypeThatAWebPageMaySendUnaskedIsRefused) {
    BrokerRig broker;

    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
        EXPECT_EQ(broker.post("/api/events", R"({"topic":"a"})", type).status, 415) << type;
    }
}

TEST(Publishing, AnEmptyBodyAndAMalformedTopicAreRefused) {
    BrokerRig broker;

    EXPECT_EQ(broker.post("/api/events", " \n").status, 400);
    EXPECT_EQ(broker.post("/api/events?topic=a%20b", "{}").status, 400);
    EXPECT_EQ(broker.post("/api/events?topics=a", "{}").status, 400);
}

TEST(Publishing, ALimitRefusesSingleEvents) {
    BrokerRig broker;
    broker.charged = Error{ErrorCode::rate_limited, "10 events a second"};

    const auto answer = broker.post("/api/events", R"({"topic":"a"})");

    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(at(json_of(answer), "items", 0, "mayRetry"), Value{true});
    EXPECT_EQ(broker.hub.ingest.last_seq(), 0u);
}

TEST(Publishing, EveryEventIsCountedOnce) {
    BrokerRig broker;

    broker.post("/api/events", R"([{"topic":"a"},{},{"topic":"b"}])");
    broker.post("/api/events", R"({"specversion":"0.3"})", "application/cloudevents+json");

    EXPECT_EQ(broker.hub.counters.accepted, 2u);
    EXPECT_EQ(broker.hub.counters.refused_events, 2u);
}

}  // namespace
}  // namespace logbeam::http
