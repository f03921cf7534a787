#include "unit/http/past_rig.hpp"

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::json_of;
using test::PastRig;

// What is said of the field of that name; null when it is not listed.
Value field(const Value& answer, std::string_view name) {
    const Value fields = at(answer, "fields");
    for (const Value& each : *fields.as_array()) {
        if (at(each, "name") == Value{name}) return each;
    }
    return {};
}

TEST(ListedFields, HaveTheirTypesAndTopValues) {
    PastRig broker;
    broker.publish({{broker.ago(3s), "a", "info", R"({"city":"Berlin","n":1})"},
                    {broker.ago(2s), "a", "info", R"({"city":"Rome","n":null})"},
                    {broker.ago(1s), "a", "error", R"({"city":"Berlin"})"}});

    const auto answer = json_of(broker.get("/api/fields"));

    EXPECT_EQ(at(answer, "sampled"), Value{false});
    EXPECT_EQ(at(answer, "looked_at"), Value{3});
    EXPECT_EQ(field(answer, "city").to_json(),
              R"({"name":"city","count":3,"types":["string"],"values":[{"value":"Berlin","count":2},)"
              R"({"value":"Rome","count":1}]})");
    EXPECT_EQ(field(answer, "n").to_json(), R"({"name":"n","count":2,"types":["null","number"],"values":)"
                                            R"([{"value":1,"count":1},{"value":null,"count":1}]})");
    EXPECT_EQ(at(field(answer, "level"), "values", 0, "value"), Value{"info"});
    EXPECT_EQ(at(field(answer, "topic"), "values", 0, "value"), Value{"a"});
    EXPECT_EQ(field(answer, "seq"), Value{});
}

TEST(ListedFields, AreCalledAsAQueryCallsThem) {
    PastRig broker;
    broker.publish({{broker.ago(1s), "a", "info", R"({"user":{"id":7},"tags":["x","y","x"],"type":"mine"})"}});

    const auto answer = json_of(broker.get("/api/fields"));

    EXPECT_EQ(at(field(answer, "user.id"), "values", 0, "value"), Value{7});
    EXPECT_EQ(at(field(answer, "tags"), "count"), Value{1});
    EXPECT_EQ(at(field(answer, "tags"), "values", 0, "count"), Value{2});
    EXPECT_EQ(at(field(answer, "data.type"), "values", 0, "value"), Value{"mine"});
    EXPECT_EQ(at(field(answer, "type"), "values", 0, "value"), Value{"logger.info"});
}

TEST(ListedFields, ComeFromTheNewestEventsAndSayThatTheyAreASample) {
    PastRig broker;
    broker.publish_seconds(100);

    const auto sample = json_of(broker.get("/api/fields?sample=10"));
    const auto all = json_of(broker.get("/api/fields?sample=100"));

    EXPECT_EQ(at(sample, "sampled"), Value{true});
    EXPECT_EQ(at(sample, "looked_at"), Value{10});
    EXPECT_EQ(at(field(sample, "n"), "count"), Value{10});
    EXPECT_EQ(at(field(sample, "n"), "values", 0, "value"), Value{100});
    EXPECT_EQ(at(all, "sampled"), Value{false});
    EXPECT_EQ(at(all, "looked_at"), Value{100});
}

TEST(ListedFields, AreOfEventsOfTheQueryThatTheTokenMayHear) {
    PastRig broker;
    broker.publish({{broker.ago(3s), "a", "info", R"({"x":1,"ok":true})"},
                    {broker.ago(2s), "b", "info", R"({"y":1,"ok":true})"},
                    {broker.ago(1s), "a", "info", R"({"z":1})"}});
    broker.allow_only(">", "a");

    const auto answer = json_of(broker.get("/api/fields?query=ok%3Atrue"));

    EXPECT_EQ(at(answer, "looked_at"), Value{1});
    EXPECT_NE(field(answer, "x"), Value{});
    EXPECT_EQ(field(answer, "y"), Value{});
    EXPECT_EQ(field(answer, "z"), Value{});
}

TEST(ListedFields, ShowLongTextsCut) {
    PastRig broker;
    broker.publish({{broker.ago(1s), "a", "info", R"({"long":")" + std::string(1000, 'x') + R"("})"}});

    const auto value = at(field(json_of(broker.get("/api/fields")), "long"), "values", 0, "value");

    EXPECT_EQ(value, Value{std::string(200, 'x')});
}

TEST(ListedFields, RefuseParametersThatDoNotRead) {
    PastRig broker;

    for (const auto* query : {"sample=many", "limit=1", "query=(", "topic=a..b"}) {
        EXPECT_EQ(broker.get(std::string{"/api/fields?"} + query).status, 400) << query;
    }
}

}  // namespace
}  // namespace logbeam::http
