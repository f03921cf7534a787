#include "unit/alert/grouping_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

struct AGrouping : GroupingRig {};

TEST_F(AGrouping, WaitsForMoreBeforeItTells) {
    fires("eu", 0s);
    fires("us", 29s);
    pass(29s);
    EXPECT_THAT(lines, IsEmpty());

    pass(30s);

    EXPECT_THAT(lines, ElementsAre("30 firing eu us"));
    EXPECT_THAT(sent[0].notifiers, ElementsAre("mail"));
    EXPECT_THAT(sent[0].by, ElementsAre(Pair("rule", "errors")));
}

TEST_F(AGrouping, TellsWhatIsNewOnceAnInterval) {
    fires("eu", 0s);
    fires("us", 40s);
    fires("de", 300s);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "330 firing eu us de"));
}

TEST_F(AGrouping, WaitsAgainWhereTheIntervalIsLongOver) {
    fires("eu", 0s);
    fires("us", 1000s);
    fires("de", 1020s);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "1030 firing eu us de"));
}

TEST_F(AGrouping, RepeatsWhatFiresOn) {
    fires("eu", 0s);
    pass(9h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "14430 again firing eu", "28830 again firing eu"));
}

TEST_F(AGrouping, RepeatsNothingWhereItIsNotToldTo) {
    route.how.repeat = 0s;
    fires("eu", 0s);
    pass(100h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu"));
    EXPECT_EQ(grouping().next_due(), std::nullopt);
}

TEST_F(AGrouping, SaysOnceThatAllIsResolvedAndForgets) {
    fires("eu", 0s);
    fires("us", 1s);
    ends("us", 100s);
    ends("eu", 200s);
    pass(9h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu us", "330 resolved us eu"));
    EXPECT_EQ(grouping().groups(), 0U);
    EXPECT_EQ(grouping().alerts(), 0U);
    EXPECT_EQ(grouping().next_due(), std::nullopt);
}

TEST_F(AGrouping, TellsOfWhatFiredAndWasOverWithinTheWait) {
    fires("eu", 0s);
    ends("eu", 10s);
    pass(9h);

    EXPECT_THAT(lines, ElementsAre("30 resolved eu"));
}

TEST_F(AGrouping, TakesNoNewsFromAnAlertThatRecoveredAndFiresOn) {
    fires("eu", 0s);
    fires("eu", 100s, 3);
    fires("eu", 200s, 5);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu"));
}

TEST_F(AGrouping, TellsOfAnAlertThatCameBack) {
    fires("eu", 0s);
    ends("eu", 100s);
    fires("eu", 200s, 3);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "330 firing eu"));
    EXPECT_EQ(sent.back().firing.front().number, 3U);
}

TEST_F(AGrouping, WaitsNoLongerThanAnIntervalWhereTheClockWasSetBack) {
    fires("eu", 9000s);
    pass(9100s);
    grouping().take(firing("us", 1, 9200s), at(100s));

    EXPECT_EQ(grouping().next_due(), at(400s));
}

TEST_F(AGrouping, PassesOverTheEndOfWhatItNeverSaw) {
    ends("eu", 0s);

    EXPECT_EQ(grouping().groups(), 0U);
    EXPECT_EQ(grouping().next_due(), std::nullopt);
}

TEST_F(AGrouping, GroupsByTheFieldsOfItsRoute) {
    route.how.group_by = {"region", "team"};
    fires("eu", 0s);
    fires("us", 0s);
    pass(30s);

    EXPECT_THAT(lines, ::testing::UnorderedElementsAre("30 firing eu", "30 firing us"));
    EXPECT_THAT(sent[0].by, SizeIs(2));
    EXPECT_NE(sent[0].group, sent[1].group);
}

TEST_F(AGrouping, LeavesWhatItsRouteDoesNotMatch) {
    route.matchers = parse_matchers("region=eu").value();
    fires("eu", 0s);
    fires("us", 0s);
    pass(30s);

    EXPECT_THAT(lines, ElementsAre("30 firing eu"));
}

TEST(GroupingByRoutes, TellsEachThatMatches) {
    Route mail;
    mail.name = "mail";
    Route phone;
    phone.name = "phone";
    phone.how.wait = 5s;
    Grouping grouping{{mail, phone}};
    grouping.take(firing("eu"), at(0s));

    EXPECT_EQ(grouping.due(at(5s), [](const Standing&) { return false; }).at(0).route, "phone");
    EXPECT_EQ(grouping.due(at(30s), [](const Standing&) { return false; }).at(0).route, "mail");
}

// --- keys ---

TEST_F(AGrouping, NamesAllMessagesOfAGroupAlikeAndEachByANumber) {
    fires("eu", 0s);
    fires("us", 60s);
    pass(1h);

    ASSERT_THAT(sent, SizeIs(2));
    EXPECT_EQ(sent[0].group, sent[1].group);
    EXPECT_EQ(sent[0].key, sent[0].group + "-1");
    EXPECT_EQ(sent[1].key, sent[0].group + "-2");
}

TEST_F(AGrouping, GivesNoKeyTwiceWhereAGroupComesBack) {
    route.how.wait = 0s;
    fires("eu", 0s);
    ends("eu", 0s);
    pass(400s);
    grouping().take(firing("eu", 3, 0s), at(400s));
    pass(500s);
    ends("eu", 500s, 4);
    pass(1h);

    std::set<std::string> keys;
    for (const GroupMessage& message : sent)
        keys.insert(message.key);
    EXPECT_THAT(keys, SizeIs(sent.size()));
    EXPECT_NE(sent.front().group, sent.back().group);
}

// --- muted ---

TEST_F(AGrouping, LeavesOutWhatIsMutedAndTellsItWhenItIsNoMore) {
    muted = {"us"};
    fires("eu", 0s);
    fires("us", 0s);
    pass(100s);
    muted.clear();
    grouping().look_again(at(100s));
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "330 firing eu us"));
}

TEST_F(AGrouping, TellsAtOnceWhatWasMutedWhereNothingWasToldLately) {
    muted = {"eu"};
    fires("eu", 0s);
    pass(1000s);
    muted.clear();
    grouping().look_again(at(1000s));
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("1000 firing eu"));
}

TEST_F(AGrouping, FindsOutByItselfWithinAnIntervalThatSomethingIsMutedNoMore) {
    muted = {"eu"};
    fires("eu", 0s);
    pass(1000s);
    muted.clear();
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("1230 firing eu"));
}

TEST_F(AGrouping, SaysNothingOfWhatWasOverBeforeAnybodyKnew) {
    muted = {"eu"};
    fires("eu", 0s);
    ends("eu", 100s);
    pass(1000s);
    muted.clear();
    pass(1h);

    EXPECT_THAT(lines, IsEmpty());
    EXPECT_EQ(grouping().groups(), 0U);
}

TEST_F(AGrouping, TellsTheEndOfWhatWasToldEvenIfItWasMutedMeanwhile) {
    fires("eu", 0s);
    pass(60s);
    muted = {"eu"};
    ends("eu", 100s);
    pass(1000s);
    muted.clear();
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "1230 resolved eu"));
}

TEST_F(AGrouping, RepeatsNothingThatIsMuted) {
    fires("eu", 0s);
    pass(60s);
    muted = {"eu"};
    pass(9h);
    muted.clear();
    pass(9h + 5min);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "32430 again firing eu"));
}

// --- bounds ---

TEST_F(AGrouping, MakesOneMessageOfAMillionAlerts) {
    limits.alerts_of_group = 10;
    Standing alert = firing("eu");
    for (int count = 0; count < 1'000'000; ++count) {
        alert.fingerprint = std::to_string(count);
        grouping().take(alert, at(1s));
    }
    pass(1h);

    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_THAT(sent[0].firing, SizeIs(10));
    EXPECT_EQ(sent[0].unlisted, 999'990U);
    EXPECT_EQ(grouping().refused(), 999'990U);
}

TEST_F(AGrouping, MakesOneMessageOfAnAlertThatFlaps) {
    for (int count = 0; count < 20; count += 2) {
        fires("eu", std::chrono::seconds{count});
        ends("eu", std::chrono::seconds{count + 1});
    }
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 resolved eu"));
}

TEST_F(AGrouping, PutsWhatIsTooManyGroupsIntoOneGroup) {
    route.how.group_by = {"region"};
    limits.groups = 1;
    fires("eu", 0s);
    fires("us", 0s);
    fires("de", 0s);
    pass(30s);
    EXPECT_THAT(lines, ::testing::UnorderedElementsAre("30 firing eu", "30 firing de us"));

    ends("us", 40s);
    ends("de", 40s);
    pass(1h);
    EXPECT_EQ(lines.back(), "330 resolved de us");
}

TEST_F(AGrouping, CountsWhatThereIsNoRoomFor) {
    limits.alerts = 1;
    fires("eu", 0s);
    fires("us", 0s);
    fires("us", 10s, 3);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu and 2 more"));
}

}  // namespace
}  // namespace logbeam::alert
