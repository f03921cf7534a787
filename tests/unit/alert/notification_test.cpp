#include "alert/notification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace logbeam::alert {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

const Timestamp noon = parse_rfc3339("2026-11-20T12:00:00.000000001Z").value();

Notification full() {
    NotifiedAlert alert;
    alert.rule = "checkout-errors";
    alert.fingerprint = "69194a5851bc5745";
    alert.number = UINT64_MAX;
    alert.state = State::firing;
    alert.severity = Severity::critical;
    alert.by = {{"region", "eu"}, {"host", "a \"b\"\n\xF0\x9F\x94\xA5"}};
    alert.labels = {{"team", "shop"}};
    alert.message = "3 failed";
    alert.detail = "was a, is b";
    alert.runbook = "https://example.org/runbook";
    alert.at = noon;
    alert.since = noon - std::chrono::minutes{5};
    alert.value = 0.1;
    alert.count = 7;
    return {"69194a5851bc5745-1", true, State::resolved, Severity::error, "title", std::string{"a\0b", 3}, "https://x",
            {alert, alert},       noon};
}

TEST(ANotification, ComesBackFromItsJson) {
    const auto notification = full();

    const auto again = parse_notification(to_json(notification));

    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(*again, notification);
}

TEST(ANotification, ComesBackWithoutAnyText) {
    EXPECT_EQ(parse_notification(to_json(Notification{})).value(), Notification{});
}

TEST(ANotification, KeepsThatAValueIsNone) {
    auto notification = full();
    notification.alerts[0].value = std::nan("");

    EXPECT_TRUE(std::isnan(parse_notification(to_json(notification)).value().alerts[0].value));
}

TEST(ANotification, ReplacesWhatIsNotUtf8) {
    auto notification = full();
    notification.title = "a\xFFz";

    EXPECT_EQ(parse_notification(to_json(notification)).value().title, "a\xEF\xBF\xBDz");
}

TEST(ANotification, IsNotReadWhereAMemberIsMissingOrOfAnotherKind) {
    const auto whole = nlohmann::json::parse(to_json(full()));
    for (const auto& [name, value] : whole.items()) {
        auto without = whole;
        without.erase(name);
        EXPECT_FALSE(parse_notification(without.dump())) << name;
        auto other = whole;
        other[name] = nullptr;
        EXPECT_FALSE(parse_notification(other.dump())) << name;
    }
    for (const auto& [name, value] : whole["alerts"][0].items()) {
        auto without = whole;
        without["alerts"][1].erase(name);
        EXPECT_FALSE(parse_notification(without.dump())) << name;
    }
    EXPECT_FALSE(parse_notification("[]"));
    EXPECT_FALSE(parse_notification("{"));
}

TEST(ANotification, OwnsWhatItTellsOfATransition) {
    NotifiedAlert alert;
    {
        Rule rule;
        rule.name = "slow";
        rule.by = {"region", "host"};
        rule.labels = {{"team", "shop"}};
        rule.severity = Severity::error;
        rule.runbook = "https://example.org";
        Transition transition;
        transition.rule = &rule;
        transition.group = group_key({"eu", "h1"});
        transition.fingerprint = "f";
        transition.number = 3;
        transition.to = State::firing;
        transition.message = "too slow";
        alert = notified(transition);
    }

    EXPECT_EQ(alert.rule, "slow");
    EXPECT_THAT(alert.by, ElementsAre(Pair("region", "eu"), Pair("host", "h1")));
    EXPECT_EQ(alert.severity, Severity::error);
    EXPECT_EQ(alert.number, 3U);
    EXPECT_EQ(alert.message, "too slow");
    EXPECT_EQ(alert.runbook, "https://example.org");
}

}  // namespace
}  // namespace logbeam::alert
