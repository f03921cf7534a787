#include "alert/kinds/make_detector.hpp"
#include "unit/alert/sightings.hpp"
#include "unit/alert/threshold_rule.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert::test {
namespace {

using Value = Threshold::Value;

constexpr Timestamp start{1000h};

struct AThreshold : ::testing::Test {
    void watch(const Rule& watched) {
        rule = watched;
        detector = make_threshold(rule, std::get<Threshold>(rule.kind));
    }
    void come(Timestamp at, const std::string& value = "1", const std::string& group = "") {
        show(*detector, {at, at, ++seq, 0, group, value}, log);
    }
    void come_late(Timestamp at, Span late) { show(*detector, {at - late, at, ++seq, 0, "", "1"}, log); }

    Rule rule;
    std::unique_ptr<Detector> detector;
    VerdictLog log;
    std::uint64_t seq = 0;
};

TEST_F(AThreshold, OfACountHoldsFromTheEventThatPassesItUntilASliceLeaves) {
    watch(threshold_rule(Value::count, Comparison::above, 2));
    come(start);
    come(start + 1500ms);
    come(start + 3s);
    come(start + 4s);
    EXPECT_EQ(detector->next_due(), start + 60s);

    detector->advance(start + 2min, log);
    EXPECT_EQ(log.said, (std::vector{holds("", start + 3s, 3, {1, 2, 3}), holds("", start + 4s, 4, {1, 2, 3, 4}),
                                     ends("", start + 61s)}));
    EXPECT_EQ(detector->groups(), 0U);
    EXPECT_EQ(detector->next_due(), std::nullopt);
}

TEST_F(AThreshold, CountsAnEventInTheSliceOfItsTimeAndNoneThatIsOlderThanTheWindow) {
    watch(threshold_rule(Value::count, Comparison::at_least, 2));
    come(start + 59s);
    come_late(start + 59s, 59s);
    come_late(start + 60s, 60s);

    detector->advance(start + 2min, log);
    EXPECT_EQ(log.said, (std::vector{holds("", start + 59s, 2, {1, 2}), ends("", start + 60s)}));
}

TEST_F(AThreshold, NamesTheLatestTwentyEventsOfItsWindow) {
    watch(threshold_rule(Value::count, Comparison::at_least, 100));
    for (int i = 0; i < 100; ++i)
        come(start);

    ASSERT_EQ(log.said.size(), 1U);
    ASSERT_EQ(log.said[0].events.size(), 20U);
    EXPECT_EQ(log.said[0].events.front(), 81U);
    EXPECT_EQ(log.said[0].events.back(), 100U);
}

TEST_F(AThreshold, BelowHoldsFromAGroupsFirstEventUntilItHasNone) {
    watch(threshold_rule(Value::count, Comparison::below, 2));
    EXPECT_EQ(detector->next_due(), std::nullopt) << "silence alone is not few events";
    come(start, "1", "a");
    come(start + 10s, "1", "a");

    detector->advance(start + 5min, log);
    EXPECT_EQ(log.said, (std::vector{holds("a", start, 1, {1}), ends("a", start + 10s), holds("a", start + 60s, 1, {2}),
                                     ends("a", start + 70s)}));
}

TEST_F(AThreshold, BeginsByTimeAloneWhereTheValueDoes) {
    watch(threshold_rule(Value::avg, Comparison::above, 5));
    come(start, "1");
    come(start + 5s, "9");

    detector->advance(start + 5min, log);
    EXPECT_EQ(log.said, (std::vector{holds("", start + 60s, 9, {2}), no_data("", start + 65s)}));
}

TEST_F(AThreshold, SaysNothingOfTooFewEvents) {
    watch(threshold_rule(Value::max, Comparison::above, 5, 3));
    come(start, "9");
    come(start, "1");
    EXPECT_TRUE(log.said.empty());

    come(start, "2");
    EXPECT_EQ(log.said, (std::vector{holds("", start, 9, {1, 2, 3})}));
}

TEST_F(AThreshold, DoesNotCountAnEventWhoseFieldIsNoNumberOrNotThere) {
    watch(threshold_rule(Value::sum, Comparison::above, 5));
    come(start, "many");
    come(start, "");
    show(*detector, {start, start, ++seq, 0, "", std::nullopt}, log);
    EXPECT_EQ(detector->groups(), 0U);

    come(start, "5.5");
    EXPECT_EQ(log.said, (std::vector{holds("", start, 5.5, {4})}));
}

TEST_F(AThreshold, OfAPercentileIsWithinOnePercent) {
    auto p99 = threshold_rule(Value::percentile, Comparison::above, 0);
    std::get<Threshold>(p99.kind).percent = 99;
    watch(p99);
    for (int i = 1; i <= 1000; ++i)
        come(start, std::to_string(i * 3));

    EXPECT_NEAR(log.said.back().value, 2970, 29.7);
}

TEST_F(AThreshold, OfARatioJudgesAnEventOfBothQueriesOnce) {
    watch(threshold_rule(Value::ratio, Comparison::above, 0.7));
    const auto both = [&](Timestamp at) {
        show(*detector, {at, at, ++seq, 0, "", {}}, log);
        show(*detector, {at, at, seq, 1, "", {}}, log);
    };
    const auto whole = [&](Timestamp at) { show(*detector, {at, at, ++seq, 1, "", {}}, log); };
    whole(start);
    both(start + 1s);
    EXPECT_TRUE(log.said.empty());
    both(start + 2s);
    both(start + 3s);

    EXPECT_EQ(log.said, (std::vector{holds("", start + 3s, 0.75, {2, 3, 4})}));
    whole(start + 4s);
    EXPECT_EQ(log.said.back(), ends("", start + 4s));
}

TEST_F(AThreshold, OfARatioJudgesAPartThatIsNotOfTheWholeWhenTimeGoesOn) {
    watch(threshold_rule(Value::ratio, Comparison::above, 1));
    show(*detector, {start, start, 1, 1, "", {}}, log);
    show(*detector, {start, start, 2, 0, "", {}}, log);
    show(*detector, {start, start, 3, 0, "", {}}, log);
    EXPECT_EQ(detector->next_due(), start);

    detector->advance(start + 1s, log);
    EXPECT_EQ(log.said, (std::vector{holds("", start, 2, {2, 3})}));
}

TEST_F(AThreshold, TellsTenThousandValuesApart) {
    watch(threshold_rule(Value::distinct, Comparison::at_least, 10'000));
    for (int i = 0; i < 10'005; ++i)
        come(start, std::to_string(i));

    ASSERT_EQ(log.said.size(), 6U);
    EXPECT_EQ(log.said.back().value, 10'000);
    come(start + 60s, "another");
    EXPECT_EQ(log.said.back(), ends("", start + 60s));
}

TEST_F(AThreshold, TellsOfGroupsThatItHasNoRoomFor) {
    auto small = threshold_rule(Value::count, Comparison::above, 1);
    small.max_groups = 1;
    watch(small);
    come(start, "1", "a");
    come(start + 1s, "1", "b");
    come(start + 60s, "1", "b");
    come(start + 60s, "1", "b");

    EXPECT_EQ(log.said,
              (std::vector<Verdict>{{Said::overflow, "b", start + 1s, 0, {}}, holds("b", start + 60s, 2, {3, 4})}));
}

TEST_F(AThreshold, OfAnAverageIsInDoubtWhereNothingIsLeftAndIsJudgedAnewWhenMoreComes) {
    watch(threshold_rule(Value::avg, Comparison::above, 2));
    come(start, "5");
    detector->advance(start + 10min, log);
    EXPECT_EQ(log.said, (std::vector{holds("", start, 5, {1}), no_data("", start + 60s)}));
    come(start + 10min, "7");
    come(start + 11min, "1");

    EXPECT_EQ(log.said,
              (std::vector{holds("", start, 5, {1}), no_data("", start + 60s), holds("", start + 10min, 7, {2}),
                           no_data("", start + 11min), ends("", start + 11min)}));
}

TEST_F(AThreshold, OfAnAverageIsInDoubtWhereTooLittleIsLeft) {
    watch(threshold_rule(Value::avg, Comparison::above, 2, 2));
    come(start, "5");
    come(start + 10s, "5");
    detector->advance(start + 60s, log);
    come(start + 65s, "1");

    EXPECT_EQ(log.said, (std::vector{holds("", start + 10s, 5, {1, 2}), no_data("", start + 60s),
                                     holds("", start + 65s, 3, {2, 3})}));
}

TEST_F(AThreshold, GivesAGroupUpThatIsInDoubtForLong) {
    watch(threshold_rule(Value::max, Comparison::above, 2));
    come(start, "5");
    detector->advance(start + 25min - 1ms, log);
    EXPECT_EQ(detector->groups(), 1U);
    detector->advance(start + 25min, log);

    EXPECT_EQ(log.said.back(), ends("", start + 25min));
    EXPECT_EQ(detector->groups(), 0U);
}

TEST_F(AThreshold, OfASumEndsWhereNothingIsLeft) {
    watch(threshold_rule(Value::sum, Comparison::above, 2));
    come(start, "5");
    detector->advance(start + 10min, log);

    EXPECT_EQ(log.said.back(), ends("", start + 60s));
    EXPECT_EQ(detector->groups(), 0U);
}

TEST_F(AThreshold, SaysOfWhichEventsItCanReadNothing) {
    watch(threshold_rule(Value::avg, Comparison::above, 2));
    come(start, "fast");
    come(start, "5");

    EXPECT_EQ(log.unreadable, 1U);
}

}  // namespace
}  // namespace logbeam::alert::test
