#include "notify/alertmanager.hpp"
#include "notify/slack.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logbeam::notify {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

TEST(ASlackMessage, HasTitleTextAndColour) {
    const auto body = json::parse(slack_body(firing(), "#ops"));

    EXPECT_EQ(body["channel"], "#ops");
    EXPECT_EQ(body["text"], "Firing: checkout-errors in eu");
    const auto& attachment = body["attachments"][0];
    EXPECT_EQ(attachment["title_link"], "https://logbeam.example.org/alerts/1");
    EXPECT_EQ(attachment["text"], "3 failed checkouts in eu");
    EXPECT_EQ(attachment["color"], "#e01e5a");
    EXPECT_EQ(attachment["fields"][1]["value"], "eu");
}

TEST(ASlackMessage, SaysThatItIsARepeat) {
    auto notification = firing();
    notification.is_repeat = true;
    EXPECT_THAT(json::parse(slack_body(notification, ""))["text"].get<std::string>(), HasSubstr("(repeat)"));
}

TEST(ASlackMessage, CallsNobodyAndLinksNowhereBecauseAnEventSaysSo) {
    const auto body = json::parse(slack_body(hostile(), ""));

    EXPECT_FALSE(body["attachments"][0].contains("title_link"));
    EXPECT_THAT(body.dump(), Not(HasSubstr("<!channel>")));
    EXPECT_THAT(body.dump(), Not(HasSubstr("@channel")));
    EXPECT_EQ(body.size(), 2U);
}

TEST(ASlackMessage, IsShortWhateverItTells) {
    EXPECT_LT(slack_body(hostile(std::string(1 << 20, '<')), "").size(), 100'000U);
}

TEST(AnAlertmanagerAlert, HasLabelsAndTimes) {
    const auto alert = json::parse(alertmanager_body(firing())).at(0);

    EXPECT_EQ(alert["labels"], json::parse(R"({"alertname": "checkout-errors", "severity": "critical", "team": "shop",
                                               "region": "eu"})"));
    EXPECT_EQ(alert["annotations"]["summary"], "3 failed checkouts in eu");
    EXPECT_EQ(alert["annotations"]["runbook_url"], "https://example.org/runbook");
    EXPECT_THAT(alert["startsAt"].get<std::string>(), HasSubstr("2026-11-20T11:55:00"));
    EXPECT_THAT(alert["endsAt"].get<std::string>(), HasSubstr("2026-11-27T12:00:00"));
}

TEST(AnAlertmanagerAlert, EndsWhenItIsResolved) {
    auto notification = firing();
    notification.alerts[0].state = alert::State::resolved;
    EXPECT_THAT(json::parse(alertmanager_body(notification)).at(0)["endsAt"].get<std::string>(),
                HasSubstr("2026-11-20T12:00:00"));
}

TEST(AnAlertmanagerAlert, KeepsLabelsApartThatAreCalledTheSame) {
    auto notification = firing();
    notification.alerts[0].labels = {{"alertname", "mine"}, {"a.b", "1"}, {"a-b", "2"}, {"9", "3"}};
    notification.alerts[0].by = {{"a b", "4"}};

    EXPECT_EQ(json::parse(alertmanager_body(notification)).at(0)["labels"],
              json::parse(R"({"alertname": "checkout-errors", "severity": "critical", "alertname_": "mine", "a_b": "2",
                              "a_b_": "1", "a_b__": "4", "_9": "3"})"));
}

TEST(AnAlertmanagerAlert, HasNamesThatPrometheusTakesWhateverTheFieldsAreCalled) {
    const auto alert = json::parse(alertmanager_body(hostile())).at(0);
    for (const auto& [name, value] : alert["labels"].items())
        EXPECT_THAT(name, MatchesRegex("[a-zA-Z_][a-zA-Z0-9_]*"));
    EXPECT_FALSE(alert.contains("generatorURL"));
}

}  // namespace
}  // namespace logbeam::notify
