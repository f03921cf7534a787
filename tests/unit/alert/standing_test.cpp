#include "alert/standing.hpp"

#include "unit/alert/standings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

Result<Standing> read(std::string_view json) {
    return read_standing(*Value::parse(json).value().as_object());
}

TEST(AStanding, OwnsAllThatATransitionSays) {
    Standing alert;
    {
        Rule rule;
        rule.name = "errors";
        rule.by = {"host", "region"};
        rule.severity = Severity::critical;
        rule.labels = {{"team", "shop"}};
        rule.runbook = "https://example.org";
        Transition transition;
        transition.rule = &rule;
        transition.group = R"(["h","eu"])";
        transition.number = 7;
        transition.to = State::firing;
        transition.message = "too many";
        transition.count = 3;
        transition.value = 2.5;
        alert = standing_of(transition);
    }

    EXPECT_EQ(alert.rule, "errors");
    EXPECT_THAT(alert.by, ElementsAre(Pair("host", "h"), Pair("region", "eu")));
    EXPECT_EQ(alert.severity, Severity::critical);
    EXPECT_EQ(alert.number, 7U);
    EXPECT_EQ(field_of(alert, "team"), "shop");
    EXPECT_EQ(field_of(alert, "severity"), "critical");
}

TEST(AStanding, ComesBackFromJson) {
    Standing alert = standings::resolved("eu \"ü\"", 18'446'744'073'709'551'615U, 12s);
    alert.severity = Severity::error;
    alert.value = 0.1;
    alert.count = 9;
    alert.by.emplace_back("a", "");
    alert.runbook = "https://example.org";

    EXPECT_EQ(read(to_json(alert)).value(), alert);
    EXPECT_EQ(read(to_json(standings::firing(""))).value(), standings::firing(""));
}

TEST(AStanding, SaysWhatIsWrongWithItsJson) {
    EXPECT_EQ(read("{}").error().detail, "rule: is missing");
    std::string text = to_json(standings::firing("eu"));
    text.replace(text.find("firing"), 6, "asleep");
    EXPECT_EQ(read(text).error().detail, "state: expected firing or resolved");
}

TEST(AStanding, IsOfWhatFiresAndIsResolvedAndIsMeant) {
    Rule rule;
    Transition transition;
    transition.rule = &rule;

    transition.to = State::firing;
    EXPECT_TRUE(is_for_people(transition));
    transition.to = State::recovering;
    EXPECT_FALSE(is_for_people(transition));
    transition.to = State::resolved;
    EXPECT_TRUE(is_for_people(transition));
    rule.is_shadow = true;
    EXPECT_FALSE(is_for_people(transition));
}

TEST(AStanding, PrefersItsGroupWhereALabelIsCalledTheSame) {
    Standing alert = standings::firing("eu");
    alert.labels["region"] = "label";
    alert.by.emplace_back("by.host", "h");

    EXPECT_EQ(field_of(alert, "region"), "eu");
    EXPECT_EQ(field_of(alert, "labels.region"), "label");
    EXPECT_EQ(field_of(alert, "by.host"), "h");
    EXPECT_EQ(field_of(alert, "nothing"), std::nullopt);
}

}  // namespace
}  // namespace logbeam::alert
