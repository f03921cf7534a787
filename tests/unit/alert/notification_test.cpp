#include "alert/notification.hpp"

#include "unit/alert/standings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::EndsWith;
using ::testing::SizeIs;

GroupMessage told(std::vector<Standing> those_firing, std::vector<Standing> those_resolved = {}) {
    GroupMessage message;
    message.key = "shop-1-2-3";
    message.group = "shop-1-2";
    message.route = "shop";
    message.by = {{"rule", "errors"}};
    message.firing = std::move(those_firing);
    message.resolved = std::move(those_resolved);
    return message;
}

TEST(ANotification, ComesBackFromItsJson) {
    auto notification = notification_of(told({firing("eu")}, {resolved("a \"b\"\n\xF0\x9F\x94\xA5")}), at(7s));
    notification.is_repeat = notification.is_reminder = true;
    notification.more = UINT64_MAX;
    notification.link = "https://x";

    const auto again = parse_notification(to_json(notification));

    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(*again, notification);
}

TEST(ANotification, ComesBackWithoutAnyText) {
    EXPECT_EQ(parse_notification(to_json(Notification{})).value(), Notification{});
}

TEST(ANotification, KeepsThatAValueIsNone) {
    auto notification = notification_of(told({firing("eu")}), at(0s));
    notification.alerts[0].value = std::nan("");

    EXPECT_TRUE(std::isnan(parse_notification(to_json(notification)).value().alerts[0].value));
}

TEST(ANotification, ReplacesWhatIsNotUtf8) {
    auto notification = notification_of(told({firing("eu")}), at(0s));
    notification.title = "a\xFFz";

    EXPECT_EQ(parse_notification(to_json(notification)).value().title, "a\xEF\xBF\xBDz");
}

TEST(ANotification, SaysWhatIsWrongWithItsJson) {
    EXPECT_EQ(parse_notification("{}").error().detail, "key: is missing");
    EXPECT_EQ(parse_notification("[]").error().detail, "expected an object");
    EXPECT_FALSE(parse_notification("{"));
    EXPECT_EQ(
        parse_notification(R"({"key":"k","state":"firing","severity":"info","alerts":[7],"at":"2026-11-20T12:00:00Z"})")
            .error()
            .detail,
        "alerts: rule: is missing");
}

TEST(ANotification, OfOneAlertSaysWhatTheAlertSays) {
    const auto notification = notification_of(told({firing("eu")}), at(7s));

    EXPECT_EQ(notification.key, "shop-1-2-3");
    EXPECT_EQ(notification.title, "errors region=eu");
    EXPECT_EQ(notification.text, "too many in eu");
    EXPECT_EQ(notification.state, State::firing);
    EXPECT_EQ(notification.at, at(7s));
}

TEST(ANotification, OfSeveralCountsThem) {
    auto worse = firing("us");
    worse.severity = Severity::critical;
    const auto notification = notification_of(told({firing("eu"), worse}, {resolved("de")}), at(0s));

    EXPECT_EQ(notification.title, "errors: 2 firing, 1 resolved");
    EXPECT_EQ(notification.text, "firing: too many in eu\nfiring: too many in us\nresolved: too many in de");
    EXPECT_EQ(notification.severity, Severity::critical);
}

TEST(ANotification, OfSeveralRulesIsCalledAsTheirRouteAndWhatTheyHaveInCommon) {
    auto other = firing("eu");
    other.rule = "slow";
    auto message = told({firing("eu"), other});
    message.by = {{"region", "eu"}};

    EXPECT_EQ(notification_of(std::move(message), at(0s)).title, "shop region=eu: 2 firing");
}

TEST(ANotification, IsOfWhatIsOverWhereNothingFires) {
    EXPECT_EQ(notification_of(told({}, {resolved("eu")}), at(0s)).state, State::resolved);
}

TEST(ANotification, ListsSoManyAlertsAndCountsTheOthers) {
    std::vector<Standing> many(Notification::most_listed + 3, firing("eu"));
    auto message = told(std::move(many));
    message.unlisted = 4;
    const auto notification = notification_of(std::move(message), at(0s));

    EXPECT_THAT(notification.alerts, SizeIs(Notification::most_listed));
    EXPECT_EQ(notification.more, 7U);
    EXPECT_THAT(notification.text, EndsWith("and 7 more"));
    EXPECT_EQ(notification.title, "errors: 103 firing");
}

}  // namespace
}  // namespace logbeam::alert
