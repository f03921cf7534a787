#include "unit/alert/sequence_rig.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace seen_stream;
using Moments = std::vector<Told>;

TEST(ASequence, IsFoundWhenItsLastStepFollowsInTime) {
    SequenceRig rig{"a b c"};

    rig.see("a", 1s);
    rig.see("c", 2s);
    rig.see("b", 3s);
    rig.see("c", 30s + 999ms);
    rig.see("c", 30s + 999ms);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(30'999ms, 29.999, {1, 3, 4})});
    EXPECT_EQ(rig.detector->groups(), 0U);
}

TEST(ASequence, IsDroppedWhenItsTimeIsOver) {
    SequenceRig rig{"a b"};

    rig.see("a", 1s);
    EXPECT_EQ(rig.detector->next_due(), Timestamp{31s});
    rig.see("b", 31s);

    EXPECT_EQ(rig.told_until(2h), Moments{});
    EXPECT_EQ(rig.detector->groups(), 0U);
}

TEST(ASequence, IsOfOneKey) {
    SequenceRig rig{"a b"};

    rig.see("a", 1s, "x");
    rig.see("b", 2s, "y");
    rig.see("a", 3s, "y");
    rig.see("b", 4s, "x");

    EXPECT_EQ(rig.told_until(2h), (Moments{{"moment", "x", Timestamp{4s}, 3, "", {1, 4}}}));
}

TEST(ASequence, IsNotFoundTwiceInTheSameEvents) {
    SequenceRig rig{"a b"};

    rig.see("a", 1s);
    rig.see("a", 2s);
    rig.see("b", 3s);  // the older one's
    rig.see("b", 4s);
    rig.see("b", 5s);

    EXPECT_EQ(rig.told_until(2h), (Moments{moment(3s, 2, {1, 3}), moment(4s, 2, {2, 4})}));
}

TEST(ASequence, EndsAtAnAbsentStepBetweenItsNeighbours) {
    SequenceRig rig{"a !b cc"};

    rig.see("b", 1s);
    rig.see("a", 2s);
    rig.see("c", 3s);
    rig.see("b", 4s);
    rig.see("c", 5s);
    rig.see("a", 6s);
    rig.see("c", 7s);
    rig.see("c", 8s);
    rig.see("b", 9s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(8s, 2, {6, 7, 8})});
}

TEST(ASequence, WaitsForAnAbsentLastStepUntilTheTimeIsOver) {
    SequenceRig rig{"a b !c"};

    rig.see("a", 1s);
    rig.see("b", 2s);
    rig.see("c", 3s);
    rig.see("a", 10s);
    rig.see("c", 11s);  // not behind b
    rig.see("b", 12s);
    rig.see("c", 40s);  // when the time is over already

    EXPECT_EQ(rig.told_until(2h), Moments{moment(40s, 30, {4, 6})});
}

TEST(ASequence, DoesNotBeginWhereAnAbsentFirstStepWasSeen) {
    SequenceRig rig{"!x a b"};

    rig.see("x", 1s);
    rig.see("a", 30s + 999ms);
    rig.see("b", 30s + 999ms);
    rig.see("a", 31s);
    rig.see("x", 32s);  // behind a
    rig.see("b", 33s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(33s, 2, {4, 6})});
    EXPECT_EQ(rig.detector->groups(), 0U);
}

TEST(ASequence, BeginsWithTheLatestOfWhatItWantsSeveral) {
    SequenceRig rig{"aaa b"};

    rig.see("a", 1s);
    rig.see("a", 25s);
    rig.see("a", 27s);
    rig.see("a", 29s);
    rig.see("b", 40s);  // the first of all is too old by now
    rig.see("b", 41s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(40s, 15, {2, 3, 4, 5})});
}

TEST(ASequence, BeginsAnewWithNothingOfOneThatAnAbsentStepEnded) {
    SequenceRig rig{"aaa !x b"};

    rig.see("a", 1s);
    rig.see("a", 2s);
    rig.see("a", 3s);
    rig.see("x", 4s);
    rig.see("a", 5s);
    rig.see("b", 6s);

    EXPECT_EQ(rig.told_until(2h), Moments{});
}

TEST(ASequence, DoesNotSeeWhatIsOlderThanItsLastEvent) {
    SequenceRig rig{"a b !x c"};

    rig.see("a", 5s);
    rig.see("b", 4s);
    rig.see("b", 10s);
    rig.see("x", 9s);
    rig.see("c", 9s);
    rig.see("c", 11s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(11s, 6, {1, 3, 6})});
}

TEST(ASequence, HasAnEventOnce) {
    SequenceRig rig{"a a"};

    rig.see("a", 1s);
    rig.see("a", 2s);
    rig.see("a", 3s);
    rig.see("a", 4s);

    EXPECT_EQ(rig.told_until(2h), (Moments{moment(2s, 1, {1, 2}), moment(4s, 1, {3, 4})}));
}

TEST(ASequence, DoesNotBeginAnewWithTheEventThatCompletedIt) {
    SequenceRig rig{"aa a"};

    for (int count = 1; count <= 7; ++count)
        rig.see("a", count * 1s);

    EXPECT_EQ(rig.told_until(2h), (Moments{moment(3s, 2, {1, 2, 3}), moment(6s, 2, {4, 5, 6})}));
}

TEST(ASequence, SeesTheStepThatStandsFirstInAnEventThatCouldBeTwo) {
    SequenceRig rig{"a !b c"};

    rig.see("a", 1s);
    rig.see("bc", 2s);
    rig.see("ab", 3s);
    rig.see("c", 4s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(4s, 1, {3, 4})});
}

TEST(ASequence, HasAtMostEightUnderWayForAKeyAndGivesTheOldestOfTheLeastFarUp) {
    SequenceRig rig{"a b c"};

    rig.see("a", 1s);
    rig.see("b", 2s);
    for (int more = 0; more < 8; ++more)
        rig.see("a", 3s + more * 1s);
    rig.see("c", 12s);
    rig.see("b", 13s);
    rig.see("c", 14s);

    EXPECT_EQ(rig.told_until(2h), (Moments{moment(12s, 11, {1, 2, 11}), moment(14s, 10, {4, 12, 13})}));
}

TEST(ASequence, NamesTheLatestTwentyEvents) {
    SequenceRig rig{"aaaaaaaaaaaaaaa bbbbbbbbbb"};

    for (int count = 0; count < 15; ++count)
        rig.see("a", 1s);
    for (int count = 0; count < 10; ++count)
        rig.see("b", 2s);

    ASSERT_EQ(rig.teller.told.size(), 1U);
    EXPECT_EQ(rig.teller.told[0].events.size(), 20U);
    EXPECT_EQ(rig.teller.told[0].events.front(), 6U);
    EXPECT_EQ(rig.teller.told[0].events.back(), 25U);
}

TEST(ASequence, KnowsWhatItUsedUpBeyondTheEventsThatItNames) {
    SequenceRig rig{"aaa bbbbbbbbbbbbbbbbbbbb"};
    const auto see_many_b = [&] {
        for (int count = 0; count < 20; ++count)
            rig.see("b", 5s);
    };

    for (int count = 0; count < 4; ++count)
        rig.see("a", 1s);
    see_many_b();
    rig.see("a", 5s);
    see_many_b();

    EXPECT_EQ(rig.told_until(2h).size(), 1U);
}

TEST(ASequence, DoesNotLookAtWhatComesWhenItsTimeIsOver) {
    SequenceRig rig{"a !b"};

    rig.see("b", 31s);
    rig.see("a", 1s);
    rig.see("a", 2s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(32s, 30, {3})});
}

TEST(ASequence, TellsOfAKeyThatItHasNoRoomFor) {
    SequenceRig rig{"a b", true, 1};

    rig.see("a", 1s, "k");
    rig.see("b", 2s, "l");
    rig.see("a", 3s, "l");
    rig.see("b", 4s, "k");
    rig.see("a", 5s, "l");

    EXPECT_EQ(rig.told_until(2h), (Moments{{"overflow", "l", Timestamp{3s}}, moment(4s, 3, {1, 4})}));
}

TEST(AnUnorderedSequence, IsFoundInAnyOrder) {
    SequenceRig rig{"a bb", false};

    rig.see("b", 1s);
    rig.see("a", 2s);
    rig.see("b", 3s);
    rig.see("a", 4s);

    EXPECT_EQ(rig.told_until(10s), Moments{moment(3s, 2, {1, 2, 3})});
    EXPECT_EQ(rig.detector->next_due(), Timestamp{34s});
    EXPECT_EQ(rig.told_until(34s).size(), 1U);
    EXPECT_EQ(rig.detector->groups(), 0U);
}

TEST(AnUnorderedSequence, GoesOnWithoutWhatIsTooOld) {
    SequenceRig rig{"a bb", false};

    rig.see("b", 1s);
    rig.see("b", 20s);
    rig.see("b", 25s);
    rig.see("a", 31s);  // with the second and third

    EXPECT_EQ(rig.told_until(2h), Moments{moment(31s, 11, {2, 3, 4})});
}

TEST(AnUnorderedSequence, CountsNothingFromBeforeAnAbsentStep) {
    SequenceRig rig{"a b !x", false};

    rig.see("a", 1s);
    rig.see("x", 2s);
    rig.see("b", 3s);
    rig.see("a", 4s);
    rig.see("b", 10s);
    rig.see("x", 9s);  // late, and before b
    rig.see("a", 11s);

    EXPECT_EQ(rig.told_until(2h), (Moments{moment(4s, 1, {3, 4}), moment(11s, 1, {5, 7})}));
}

TEST(AnUnorderedSequence, CountsAnEventForTheFirstStepThatLacksOne) {
    SequenceRig rig{"a b c", false};

    rig.see("a", 1s);
    rig.see("ab", 2s);
    rig.see("abc", 3s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(3s, 2, {1, 2, 3})});
}

TEST(AnUnorderedSequence, DoesNotBeginAnewWithTheEventThatCompletedIt) {
    SequenceRig rig{"a b c", false};

    rig.see("a", 1s);
    rig.see("c", 2s);
    rig.see("bc", 3s);
    rig.see("a", 4s);
    rig.see("b", 5s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(3s, 2, {1, 2, 3})});
}

TEST(AnUnorderedSequence, DoesNotBeginAnewWithAnEventThatCompletedItAndThatOfAnotherKey) {
    SequenceRig rig{"a b c", false};
    rig.see("b", 1s, "k");
    rig.see("c", 1s, "k");
    rig.see("a", 1s, "l");
    rig.see("c", 1s, "l");

    Seen event{.time = Timestamp{2s}, .group = "k", .query = 0, .seq = 5, .now = Timestamp{2s}};
    show(*rig.detector, event, rig.teller);
    event.group = "l";
    event.query = 1;
    show(*rig.detector, event, rig.teller);
    event.group = "k";
    event.query = 2;
    show(*rig.detector, event, rig.teller);
    EXPECT_EQ(rig.teller.told.size(), 2U);

    rig.seq = 5;
    rig.see("a", 3s, "k");
    rig.see("b", 3s, "k");
    EXPECT_EQ(rig.told_until(2h).size(), 2U);
}

TEST(AnUnorderedSequence, EndsWithTheNewestOfItsEventsWhenALateOneCompletesIt) {
    SequenceRig rig{"a b", false};

    rig.see("a", 9s);
    rig.see("b", 5s);

    EXPECT_EQ(rig.told_until(2h), Moments{moment(9s, 4, {2, 1})});
}

}  // namespace
}  // namespace logbeam::alert
