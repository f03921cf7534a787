#include "notify/json_template.hpp"

#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logbeam::notify {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json made_by(const std::string& text, const alert::Notification& notification) {
    return json::parse(JsonTemplate::parse(text).value().text(notification));
}

std::string problem_of(const std::string& text) {
    const auto parsed = JsonTemplate::parse(text);
    return parsed ? "none" : parsed.error().detail;
}

TEST(AJsonTemplate, PutsValuesIntoStrings) {
    const auto made =
        made_by(R"({"content": "{state}: {title} ({labels.team}, {by.region}), {count} times"})", firing());
    EXPECT_EQ(made, json::parse(R"({"content": "firing: checkout-errors in eu (shop, eu), 4 times"})"));
}

TEST(AJsonTemplate, PutsWholeValuesOutsideOfThem) {
    const auto made = made_by(R"({"count": {count}, "repeat":{repeat}, "title": {title}, "all": {alerts}})", firing());
    EXPECT_EQ(made["count"], 4);
    EXPECT_EQ(made["repeat"], false);
    EXPECT_EQ(made["title"], "checkout-errors in eu");
    EXPECT_EQ(made["all"][0]["by"]["region"], "eu");
}

TEST(AJsonTemplate, LeavesBracesThatAreNoNames) {
    EXPECT_EQ(made_by(R"({"a": {}, "b": {"c": "{ } {}"}})", firing()),
              json::parse(R"({"a": {}, "b": {"c": "{ } {}"}})"));
}

TEST(AJsonTemplate, KnowsWhereAStringEnds) {
    EXPECT_EQ(made_by(R"({"a\"": "\\", "b": {count}})", firing()), json::parse(R"({"a\"": "\\", "b": 4})"));
}

TEST(AJsonTemplate, HasNothingWhereALabelIsMissing) {
    EXPECT_EQ(made_by(R"(["{labels.owner}", {by.host}])", firing()), json::parse(R"(["", ""])"));
}

TEST(AJsonTemplate, SaysWhichNameItDoesNotKnow) {
    EXPECT_THAT(problem_of(R"({"a": "{titel}"})"), HasSubstr("{titel}"));
}

TEST(AJsonTemplate, RefusesWhatMakesNoJson) {
    EXPECT_THAT(problem_of(R"({"a": "{title}")"), HasSubstr("makes no JSON"));
    EXPECT_THAT(problem_of(R"({title} {text})"), HasSubstr("makes no JSON"));
    EXPECT_THAT(problem_of(R"({"a": "b)"), HasSubstr("makes no JSON"));
    EXPECT_THAT(problem_of(R"({"a": "\{title}"})"), HasSubstr("makes no JSON"));
}

TEST(AJsonTemplate, LetsNoValueOutOfItsPlace) {
    const std::string text = R"({"a": "{title}", "b": {text}, "c": ["x{by.region}y", {labels.team}], "d": "{alerts}"})";

    const auto made = made_by(text, hostile());

    EXPECT_EQ(made.size(), 4U);
    EXPECT_THAT(made["a"].get<std::string>(), HasSubstr("Bcc: evil@example.org"));
    EXPECT_EQ(made["a"], made["b"]);
    EXPECT_EQ(made["c"][0], "x" + made["a"].get<std::string>() + "y");
    EXPECT_TRUE(json::parse(made["d"].get<std::string>()).is_array());
}

TEST(AJsonTemplate, TakesAMegabyte) {
    const auto made = made_by(R"({"a": "{title}"})", hostile(std::string(1 << 20, '"')));
    EXPECT_EQ(made["a"].get<std::string>().size(), 1U << 20);
}

}  // namespace
}  // namespace logbeam::notify
