#include "alert/lifecycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

struct ALifecycle : ::testing::Test {
    // Made when it is first asked for, so that a test may say before what the rule is.
    Lifecycle& life() {
        if (!made) {
            made = std::make_unique<Lifecycle>(rule, [this](const Transition& each) {
                told.push_back(each);
                lines.push_back(std::to_string(each.at.time_since_epoch() / 1s) + " " +
                                std::string{to_string(each.from)} + ">" + std::string{to_string(each.to)});
            });
        }
        return *made;
    }
    static Finding finding(int second, double value = 1) {
        return {R"(["eu"])", Timestamp{std::chrono::seconds{second}}, value, {{7, Timestamp{1s}, "p-7"}}, {}};
    }
    static Timestamp at(int second) { return Timestamp{std::chrono::seconds{second}}; }

    Rule rule = [] {
        Rule made_up;
        made_up.name = "late";
        made_up.by = {"region"};
        made_up.kind = Threshold{};
        return made_up;
    }();
    std::unique_ptr<Lifecycle> made;
    std::vector<Transition> told;
    std::vector<std::string> lines;
};

TEST_F(ALifecycle, FiresAtOnceAndIsResolvedAtOnceUnlessMoreIsSaid) {
    life().on_holds(finding(10));
    life().on_ends(R"(["eu"])", at(20));

    EXPECT_THAT(lines, ElementsAre("10 inactive>firing", "20 firing>resolved"));
    EXPECT_EQ(life().active(), 0U);
    EXPECT_EQ(life().next_due(), std::nullopt);
}

TEST_F(ALifecycle, IsPendingUntilItsConditionHasHeldLongEnough) {
    rule.holds_for = 60s;
    life().on_holds(finding(10));
    EXPECT_EQ(life().next_due(), at(70));

    life().advance(at(69));
    life().advance(at(100));

    EXPECT_THAT(lines, ElementsAre("10 inactive>pending", "70 pending>firing"));
    EXPECT_EQ(told.back().since, at(10));
}

TEST_F(ALifecycle, IsForgottenWhereTheConditionDidNotHoldLongEnough) {
    rule.holds_for = 60s;
    life().on_holds(finding(10));
    life().on_ends(R"(["eu"])", at(30));
    life().advance(at(100));

    EXPECT_THAT(lines, ElementsAre("10 inactive>pending", "30 pending>inactive"));
}

TEST_F(ALifecycle, FiresOnWhileItRecovers) {
    rule.keep_firing_for = 60s;
    life().on_holds(finding(10));
    life().on_ends(R"(["eu"])", at(20));
    life().on_holds(finding(30));
    life().on_ends(R"(["eu"])", at(40));
    life().advance(at(200));

    EXPECT_THAT(lines, ElementsAre("10 inactive>firing", "20 firing>recovering", "30 recovering>firing",
                                   "40 firing>recovering", "100 recovering>resolved"));
}

TEST_F(ALifecycle, CountsMomentsThatComeWhileItFires) {
    rule.keep_firing_for = 60s;
    life().on_moment(finding(10));
    life().on_moment(finding(50));
    life().advance(at(109));
    life().advance(at(110));

    EXPECT_THAT(lines, ElementsAre("10 inactive>firing", "110 firing>resolved"));
    EXPECT_EQ(told.back().count, 2U);
    EXPECT_EQ(told.back().events.size(), 2U);
}

TEST_F(ALifecycle, NumbersWhatItTells) {
    life().on_holds(finding(10));
    life().on_ends(R"(["eu"])", at(20));
    life().on_holds(finding(30));

    EXPECT_THAT((std::vector{told[0].number, told[1].number, told[2].number}), ElementsAre(1U, 2U, 3U));
    EXPECT_EQ(told[0].fingerprint, told[2].fingerprint);
    EXPECT_EQ(told[0].fingerprint.size(), 16U);
}

TEST_F(ALifecycle, SaysWhatItsRuleSays) {
    rule.message = "{rule} in {group}: {value} since {since}";
    life().on_holds(finding(10, 2.5));

    EXPECT_EQ(told[0].message, "late in eu: 2.5 since 1970-01-01T00:00:10.000000000Z");
}

TEST_F(ALifecycle, KnowsEverythingThatAMessageMayName) {
    for (const std::string_view name : Message::own_names)
        rule.message.append("{").append(name).append("} ");
    rule.message += "{{";
    life().on_holds(finding(10, 2.5));

    EXPECT_THAT(told[0].message, ::testing::StartsWith("late firing warning eu 2.5 1 1970"));
}

TEST_F(ALifecycle, HasNoMoreAlertsThanItsRuleHasGroups) {
    rule.max_groups = 1;
    life().on_moment(finding(10));
    Finding other = finding(11);
    other.group = R"(["us"])";
    life().on_moment(other);
    life().on_moment(finding(12));

    EXPECT_THAT(lines, ElementsAre("10 inactive>firing", "11 inactive>overflow"));
    EXPECT_EQ(told.back().message,
              "late: no room for us, which is not judged; raise max_groups or max_values, or group by less");
    EXPECT_EQ(life().active(), 1U);
}

TEST_F(ALifecycle, TellsOnceAMinuteThatGroupsAreRefused) {
    life().on_overflow("x", at(10));
    life().on_overflow("y", at(60));
    life().on_overflow("z", at(70));

    EXPECT_THAT(lines, ElementsAre("10 inactive>overflow", "70 inactive>overflow"));
    EXPECT_EQ(told.back().count, 3U);
}

TEST_F(ALifecycle, StandsWithoutDataUntilThereIsSome) {
    rule.message = "{state} {detail}";
    life().on_holds(finding(10));
    life().on_no_data(R"(["eu"])", at(20));
    EXPECT_EQ(told.back().message, "nodata no data");
    EXPECT_EQ(life().active(), 1U);
    life().on_holds(finding(30));
    life().on_no_data(R"(["eu"])", at(40));
    life().on_ends(R"(["eu"])", at(50));

    EXPECT_THAT(lines, ElementsAre("10 inactive>firing", "20 firing>nodata", "30 nodata>firing", "40 firing>nodata",
                                   "50 nodata>resolved"));
    EXPECT_EQ(told.back().since, at(10));
}

TEST_F(ALifecycle, IsForgottenWhereThereIsNoDataWhileItIsPending) {
    rule.holds_for = 60s;
    life().on_holds(finding(10));
    life().on_no_data(R"(["eu"])", at(20));
    life().on_ends(R"(["eu"])", at(30));
    life().advance(at(100));

    EXPECT_THAT(lines, ElementsAre("10 inactive>pending", "20 pending>inactive"));
}

TEST_F(ALifecycle, TellsOnceAnHourThatItsRuleCannotJudge) {
    life().on_error("no number", at(10));
    life().on_error("no number", at(3600));
    life().on_error("no number", at(3610));

    EXPECT_THAT(lines, ElementsAre("10 inactive>error", "3610 inactive>error"));
    EXPECT_EQ(told.back().message, "late: no number");
    EXPECT_EQ(told.back().fingerprint, told.front().fingerprint);
    EXPECT_EQ(life().active(), 0U);
}

}  // namespace
}  // namespace logbeam::alert
