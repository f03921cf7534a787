#include "http/cloud_event.hpp"

#include "unit/http/broker_rig.hpp"

namespace logbeam::http {
namespace {

using test::at;
using test::BrokerRig;
using test::json_of;

// A minimal event with more members, such as `,"subject":"a"`.
std::string cloud(const std::string& more = "") {
    return R"({"specversion":"1.0","id":"1","source":"/shop","type":"com.shop.ordered")" + more + "}";
}

Value converted(const std::string& json, std::string_view topic = "") {
    const auto event = event_from_cloud(json, topic);
    EXPECT_TRUE(event.ok()) << event.error().message();
    return event ? Value::parse(*event).value() : Value{};
}

bool is_refused(const std::string& json) {
    return !event_from_cloud(json, "").ok();
}

TEST(CloudEvent, BecomesAnEventOfTheSameContent) {
    const auto event =
        converted(cloud(R"(,"time":"2026-11-20T10:57:33Z","data":{"n":[1, 2]},"tenant":"acme","shard":3)"));

    EXPECT_EQ(at(event, "id"), Value{"1"});
    EXPECT_EQ(at(event, "source"), Value{"/shop"});
    EXPECT_EQ(at(event, "type"), Value{"com.shop.ordered"});
    EXPECT_EQ(at(event, "timestamp"), Value{"2026-11-20T10:57:33Z"});
    EXPECT_EQ(at(event, "data", "n", 1), Value{2});
    EXPECT_EQ(at(event, "metadata", "tenant"), Value{"acme"});
    EXPECT_EQ(at(event, "metadata", "shard"), Value{3});
    EXPECT_EQ(at(event, "metadata", "specversion"), Value{});
}

TEST(CloudEvent, TakesItsTopicFromTheSubjectThenTheAddressThenTheType) {
    EXPECT_EQ(at(converted(cloud(R"(,"subject":"orders.new")"), "given"), "topic"), Value{"orders.new"});
    EXPECT_EQ(at(converted(cloud(R"(,"subject":"no topic")"), "given"), "topic"), Value{"given"});
    EXPECT_EQ(at(converted(cloud()), "topic"), Value{"com.shop.ordered"});
}

TEST(CloudEvent, KeepsWhatHasNoPlaceInTheMetadata) {
    const auto event =
        converted(cloud(R"(,"subject":"no topic","datacontenttype":"text/xml","dataschema":"/s","data":"<a/>")"));

    EXPECT_EQ(at(event, "metadata", "subject"), Value{"no topic"});
    EXPECT_EQ(at(event, "metadata", "datacontenttype"), Value{"text/xml"});
    EXPECT_EQ(at(event, "metadata", "dataschema"), Value{"/s"});
    EXPECT_EQ(at(event, "data"), Value{"<a/>"});
}

TEST(CloudEvent, CarriesBytesAsBase64) {
    EXPECT_EQ(at(converted(cloud(R"(,"data_base64":"AAEC")")), "data", "data_base64"), Value{"AAEC"});
    EXPECT_TRUE(is_refused(cloud(R"(,"data_base64":"AAE")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"data_base64":"AA=C")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"data_base64":"AAEC","data":1)")));
}

TEST(CloudEvent, TakesNullForAbsentExceptInData) {
    const auto event = converted(cloud(R"(,"subject":null,"tenant":null,"data":null)"));

    EXPECT_EQ(at(event, "topic"), Value{"com.shop.ordered"});
    EXPECT_EQ(event.as_object()->find("metadata")->as_object()->size(), 0u);
    ASSERT_NE(event.as_object()->find("data"), nullptr);
    EXPECT_TRUE(at(event, "data").is_null());
}

TEST(CloudEvent, IsRefusedWhenSomethingRequiredIsMissingOrEmpty) {
    EXPECT_TRUE(is_refused(R"({"id":"1","source":"/s","type":"t"})"));
    EXPECT_TRUE(is_refused(R"({"specversion":"1.0","source":"/s","type":"t"})"));
    EXPECT_TRUE(is_refused(R"({"specversion":"1.0","id":"","source":"/s","type":"t"})"));
    EXPECT_TRUE(is_refused(R"({"specversion":"1.0","id":"1","type":"t"})"));
    EXPECT_TRUE(is_refused(R"({"specversion":"1.0","id":"1","source":"/s","type":null})"));
    EXPECT_TRUE(is_refused(R"({"specversion":"1.0","id":1,"source":"/s","type":"t"})"));
    EXPECT_TRUE(is_refused(R"({"specversion":"0.3","id":"1","source":"/s","type":"t"})"));
}

TEST(CloudEvent, IsRefusedWhenAnAttributeBreaksItsRule) {
    EXPECT_TRUE(is_refused(cloud(R"(,"time":"yesterday")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"subject":"")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"dataschema":"a b")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"Tenant":"a")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"twentyonecharactersxx":"a")")));
    EXPECT_TRUE(is_refused(cloud(R"(,"tenant":{})")));
    EXPECT_TRUE(is_refused(cloud(R"(,"tenant":1.5)")));
    EXPECT_TRUE(is_refused(cloud(R"(,"id":"2")")));
    EXPECT_TRUE(is_refused("[]"));
    EXPECT_TRUE(is_refused("{"));
}

TEST(CloudEventBatch, AnswersEachOnItsOwnAndMayBeEmpty) {
    BrokerRig broker;
    const std::string type = "application/cloudevents-batch+json";

    const auto mixed = broker.post("/api/events", "[" + cloud() + ",{}]", type);

    EXPECT_EQ(mixed.status, 207);
    EXPECT_EQ(at(json_of(mixed), "items", 0, "id"), Value{"1"});
    EXPECT_EQ(at(json_of(mixed), "items", 1, "name"), Value{"ill_typed_event"});
    EXPECT_EQ(broker.post("/api/events", "[]", type).status, 200);
    EXPECT_EQ(broker.post("/api/events", cloud(), type).status, 400);
}

TEST(CloudEventInHeaders, BecomesTheSameEventAsInJson) {
    BrokerRig broker;
    broker.request.cloud_headers = {{"ce-specversion", "1.0"},  {"ce-id", "1"},           {"ce-source", "/shop"},
                                    {"ce-type", "ordered"},     {"ce-subject", "orders"}, {"ce-tenant", "K%C3%B6ln"},
                                    {"ce-note", R"("a \"b\"")"}};

    const auto answer = broker.post("/api/events", R"({"n":1})", "application/json");

    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto event = at(json_of(broker.get("/api/events")), "events", 0);
    EXPECT_EQ(at(event, "topic"), Value{"orders"});
    EXPECT_EQ(at(event, "data", "n"), Value{1});
    EXPECT_EQ(at(event, "metadata", "tenant"), Value{"Köln"});
    EXPECT_EQ(at(event, "metadata", "note"), Value{R"(a "b")"});
    EXPECT_EQ(at(event, "metadata", "datacontenttype"), Value{"application/json"});
}

TEST(CloudEventInHeaders, KeepsTextAsTextAndBytesAsBase64) {
    BrokerRig broker;
    broker.request.cloud_headers = {{"ce-specversion", "1.0"}, {"ce-id", "1"}, {"ce-source", "/s"}, {"ce-type", "t"}};

    broker.post("/api/events", "<a/>", "text/xml");
    broker.post("/api/events", std::string_view{"\0\1\2", 3}, "image/png");
    broker.post("/api/events", "", "");

    const auto events = at(json_of(broker.get("/api/events")), "events");
    EXPECT_EQ(at(events, 2, "data"), Value{"<a/>"});
    EXPECT_EQ(at(events, 1, "data", "data_base64"), Value{"AAEC"});
    EXPECT_EQ(at(events, 0, "data"), Value{Fields{}});
}

TEST(CloudEventInHeaders, IsRefusedWhenItDoesNotRead) {
    BrokerRig broker;
    const Pairs good{{"ce-specversion", "1.0"}, {"ce-id", "1"}, {"ce-source", "/s"}, {"ce-type", "t"}};
    const auto status_with = [&](const char* name, const char* value, const char* body) {
        broker.request.cloud_headers = good;
        broker.request.cloud_headers.emplace_back(name, value);
        return broker.post("/api/events", body, "application/json").status;
    };

    EXPECT_EQ(status_with("ce-x", "1", "{}"), 200);
    EXPECT_EQ(status_with("ce-x", "%FF", "{}"), 400);
    EXPECT_EQ(status_with("ce-x", "%", "{}"), 400);
    EXPECT_EQ(status_with("ce-data", "1", "{}"), 400);
    EXPECT_EQ(status_with("ce-id", "2", "{}"), 400);
    EXPECT_EQ(status_with("ce-x", "1", "{"), 400);
}

}  // namespace
}  // namespace logbeam::http
