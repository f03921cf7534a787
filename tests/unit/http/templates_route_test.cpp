#include "unit/http/past_rig.hpp"

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::json_of;
using test::PastRig;
using test::size_of;

TEST(ListedTemplates, AreWhatEventsHaveInCommonTheMostFrequentFirst) {
    PastRig broker;
    broker.publish({{broker.ago(5s), "a", "info", R"({"message":"order 1 shipped","template":"order {} shipped"})"},
                    {broker.ago(4s), "a", "info", R"({"message":"order 2 shipped","template":"order {} shipped"})"},
                    {broker.ago(3s), "a", "info", R"({"message":"order 3 shipped","template":"order {} shipped"})"},
                    {broker.ago(2s), "a", "error", R"({"message":"disk 17 full"})"},
                    {broker.ago(1s), "a", "error", R"({"message":"disk 18 full"})"},
                    {broker.ago(0s), "a", "", R"({"n":1})"}});

    const auto answer = json_of(broker.get("/api/templates"));

    ASSERT_EQ(at(answer, "total"), Value{3});
    EXPECT_EQ(at(answer, "templates", 0, "template"), Value{"order {} shipped"});
    EXPECT_EQ(at(answer, "templates", 0, "by"), Value{"template"});
    EXPECT_EQ(at(answer, "templates", 0, "count"), Value{3});
    EXPECT_EQ(at(answer, "templates", 0, "first", "seq"), Value{1});
    EXPECT_EQ(at(answer, "templates", 0, "last", "seq"), Value{3});
    EXPECT_EQ(at(answer, "templates", 0, "last", "time"), Value{to_rfc3339(broker.ago(3s))});
    EXPECT_EQ(at(answer, "templates", 0, "example", "data", "message"), Value{"order 3 shipped"});
    EXPECT_EQ(at(answer, "templates", 1, "template"), Value{"disk <*> full"});
    EXPECT_EQ(at(answer, "templates", 1, "by"), Value{"message"});
    EXPECT_EQ(at(answer, "templates", 1, "level"), Value{"error"});
    EXPECT_EQ(at(answer, "templates", 2, "template"), Value{"T"});
    EXPECT_EQ(at(answer, "templates", 2, "by"), Value{"type"});
    EXPECT_EQ(at(answer, "templates", 2, "level"), Value{});
}

TEST(ListedTemplates, GoBySiteWhereTheCallSaysNoTemplate) {
    PastRig broker;
    broker.publish({{broker.ago(2s), "a", "info", R"({"message":"a","site":"00000000000000aa"})"},
                    {broker.ago(1s), "a", "info", R"({"message":"b","site":"00000000000000aa"})"}});

    const auto answer = json_of(broker.get("/api/templates"));

    EXPECT_EQ(at(answer, "total"), Value{1});
    EXPECT_EQ(at(answer, "templates", 0, "by"), Value{"site"});
    EXPECT_EQ(at(answer, "templates", 0, "count"), Value{2});
}

TEST(ListedTemplates, AreNewWhenTheSpanBeforeHasNone) {
    PastRig broker;
    broker.publish({{broker.ago(3h), "a", "info", R"({"message":"long ago"})"},
                    {broker.ago(90min), "a", "info", R"({"message":"usual"})"},
                    {broker.ago(30min), "a", "info", R"({"message":"long ago"})"},
                    {broker.ago(20min), "a", "info", R"({"message":"usual"})"},
                    {broker.ago(10min), "a", "info", R"({"message":"unheard of"})"}});

    const auto answer = json_of(broker.get("/api/templates?from=-1h"));

    std::map<std::string, bool> is_new;
    const Value templates = at(answer, "templates");
    for (const Value& each : *templates.as_array())
        is_new[*at(each, "template").as_string()] = at(each, "new") == Value{true};
    EXPECT_EQ(is_new, (std::map<std::string, bool>{{"long ago", true}, {"usual", false}, {"unheard of", true}}));
}

TEST(ListedTemplates, AreOfEventsOfTheQueryThatTheTokenMayHear) {
    PastRig broker;
    broker.publish({{broker.ago(3s), "a", "error", R"({"message":"mine"})"},
                    {broker.ago(2s), "b", "error", R"({"message":"secret"})"},
                    {broker.ago(1s), "a", "info", R"({"message":"fine"})"}});
    broker.allow_only(">", "a");

    const auto answer = json_of(broker.get("/api/templates?query=level%3Aerror"));

    ASSERT_EQ(at(answer, "total"), Value{1});
    EXPECT_EQ(at(answer, "templates", 0, "template"), Value{"mine"});
}

TEST(ListedTemplates, AreAsManyAsAskedFor) {
    PastRig broker;
    broker.publish(
        {{broker.ago(2s), "a", "info", R"({"message":"x"})"}, {broker.ago(1s), "a", "info", R"({"message":"y"})"}});

    const auto answer = json_of(broker.get("/api/templates?limit=1"));

    EXPECT_EQ(at(answer, "total"), Value{2});
    EXPECT_EQ(size_of(at(answer, "templates")), 1u);
}

TEST(ListedTemplates, RefuseParametersThatDoNotRead) {
    PastRig broker;

    for (const auto* query : {"limit=all", "sample=1", "query=(", "from=soon"}) {
        EXPECT_EQ(broker.get(std::string{"/api/templates?"} + query).status, 400) << query;
    }
}

}  // namespace
}  // namespace logbeam::http
