#include "alert/rule_file.hpp"
#include "unit/http/broker_rig.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace logbeam::http {
namespace {

using test::at;
using test::json_of;

struct AlertsRoute : test::BrokerRig, ::testing::Test {
    AlertsRoute() {
        alerts.reload(
            alert::parse_rules("rules: [{name: errors, when: level:error, by: host}]\n", "rules.yaml", {}).value());
    }
    void see(std::string_view text) {
        query::Subject subject{text, "logs.a", Level::error, 7, Timestamp{std::chrono::seconds{10}}};
        subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
        alerts.see(subject, "p-7");
    }
};

TEST_F(AlertsRoute, ShowAlertsThatStandAndTheRules) {
    see(R"({"data":{"host":"eu","message":"failed"}})");

    const Value answer = json_of(get("/api/alerts"));

    EXPECT_EQ(at(answer, "alerts", 0, "state"), Value{"firing"});
    EXPECT_EQ(at(answer, "alerts", 0, "by", "host"), Value{"eu"});
    EXPECT_EQ(at(answer, "alerts", 0, "message"), Value{"errors: failed"});
    EXPECT_EQ(at(answer, "rules", 0, "name"), Value{"errors"});
    EXPECT_EQ(at(answer, "rules", 0, "matched"), Value{1});
}

TEST_F(AlertsRoute, ShowNothingOfWhatTheClientMayNotHear) {
    see(R"({"data":{"host":"eu","message":"failed"}})");
    hub::Rights rights;
    rights.subscribe = {TopicPattern{"logs.>"}};
    request.rights = std::make_shared<const hub::Rights>(rights);

    EXPECT_EQ(get("/api/alerts").body, R"({"alerts":[],"rules":[],"can_change":false})");
}

TEST_F(AlertsRoute, TellAnAdminWhatIsWrongWithTheFilesAndWhetherTheyCanBeChanged) {
    EXPECT_EQ(at(json_of(get("/api/alerts")), "problem"), Value{});
    EXPECT_EQ(at(json_of(get("/api/alerts")), "can_change"), Value{true});
    rule_files.what_is_wrong = "unknown key 'wihtin' (rules/checkout.yaml:2)";
    rule_files.is_folder = false;

    EXPECT_EQ(at(json_of(get("/api/alerts")), "problem"), Value{rule_files.what_is_wrong});
    EXPECT_EQ(at(json_of(get("/api/alerts")), "can_change"), Value{false});
    allow_only(">", "$alerts.>");
    EXPECT_EQ(at(json_of(get("/api/alerts")), "problem"), Value{});
}

struct PartialsRoute : test::BrokerRig, ::testing::Test {
    PartialsRoute() {
        alerts.reload(alert::parse_rules(R"(rules:
  - {name: unpaid, kind: sequence, by: order, within: 1h, steps: [{when: "type:order"}, {when: "type:pay"}, {not: "type:ship"}]}
  - {name: any, kind: sequence, by: order, within: 1h, ordered: false, steps: [{when: "type:order"}, {when: "type:ship"}]}
  - {name: orders, when: "type:order"}
)",
                                         "rules.yaml", {})
                          .value());
    }
    void see(const std::string& type, int id, int second) {
        const std::string text =
            R"({"id":"p-7","topic":"orders","type":")" + type + R"(","data":{"order":")" + std::to_string(id) + "\"}}";
        query::Subject subject{text, "orders", {}, ++seq, Timestamp{std::chrono::seconds{second}}};
        subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
        alerts.see(subject, "p-7");
    }

    std::uint64_t seq = 0;
};

TEST_F(PartialsRoute, ShowsSequencesThatAreUnderWayTheLatestFirst) {
    see("order", 1, 10);
    see("order", 2, 20);
    see("pay", 1, 30);

    const Value answer = json_of(get("/api/alerts/partial?rule=unpaid"));

    EXPECT_EQ(test::size_of(at(answer, "partial")), 2U);
    EXPECT_EQ(at(answer, "partial", 0, "by", "order"), Value{"2"});
    EXPECT_EQ(at(answer, "partial", 0, "step"), Value{1});
    EXPECT_EQ(at(answer, "partial", 1, "step"), Value{2});
    EXPECT_EQ(at(answer, "partial", 1, "steps"), Value{2});
    EXPECT_EQ(at(answer, "partial", 1, "since"), Value{"1970-01-01T00:00:10.000000000Z"});
    EXPECT_EQ(at(answer, "partial", 1, "until"), Value{"1970-01-01T01:00:10.000000000Z"});
    EXPECT_EQ(at(answer, "partial", 1, "events", 1, "seq"), Value{3});
    EXPECT_EQ(at(answer, "more"), Value{0});
}

TEST_F(PartialsRoute, ShowsThoseOfAllRulesThatTheClientMayHear) {
    see("order", 1, 10);
    EXPECT_EQ(test::size_of(at(json_of(get("/api/alerts/partial")), "partial")), 2U);

    allow_only(">", "$alerts.any");
    const Value answer = json_of(get("/api/alerts/partial"));
    EXPECT_EQ(test::size_of(at(answer, "partial")), 1U);
    EXPECT_EQ(at(answer, "partial", 0, "rule"), Value{"any"});
    EXPECT_EQ(at(answer, "more"), Value{0});
}

TEST_F(PartialsRoute, ShowsAHundredAndCountsTheRest) {
    for (int id = 0; id < 130; ++id)
        see("order", id, id);

    const Value answer = json_of(get("/api/alerts/partial?rule=any"));

    EXPECT_EQ(test::size_of(at(answer, "partial")), 100U);
    EXPECT_EQ(at(answer, "partial", 0, "by", "order"), Value{"129"});
    EXPECT_EQ(at(answer, "partial", 99, "by", "order"), Value{"30"});
    EXPECT_EQ(at(answer, "more"), Value{30});
}

TEST_F(PartialsRoute, AreCountedWithTheirRuleUntilTheyAreOver) {
    see("order", 1, 10);
    see("order", 2, 20);
    see("ship", 2, 30);

    const Value answer = json_of(get("/api/alerts"));
    EXPECT_EQ(at(answer, "rules", 0, "partial"), Value{2});
    EXPECT_EQ(at(answer, "rules", 1, "partial"), Value{1});
    EXPECT_EQ(at(answer, "rules", 2, "partial"), Value{0});

    alerts.advance(Timestamp{std::chrono::hours{2}});
    EXPECT_EQ(at(json_of(get("/api/alerts")), "rules", 1, "partial"), Value{0});
    EXPECT_EQ(at(json_of(get("/api/alerts/partial")), "partial"), Value{Value::Array{}});
}

}  // namespace
}  // namespace logbeam::http
