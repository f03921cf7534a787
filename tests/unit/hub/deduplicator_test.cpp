#include "hub/deduplicator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace logbeam::hub {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Deduplicator, HoldsNothingOfAPublisherThatItDoesNotKnow) {
    EXPECT_EQ(Deduplicator{}.held("me"), 0U);
}

TEST(Deduplicator, TakesTheFirstBatchWhereverItBegins) {
    Deduplicator publishers;

    const auto verdict = publishers.judge("me", 500, 510);

    EXPECT_EQ(verdict.held, 0U);
    EXPECT_EQ(verdict.missing, 0U) << "what came before may be another broker's";
    EXPECT_EQ(publishers.held("me"), 510U);
}

TEST(Deduplicator, NeverFallsBack) {
    Deduplicator publishers;
    (void)publishers.judge("me", 1, 10);

    const auto verdict = publishers.judge("me", 1, 5);

    EXPECT_EQ(verdict.held, 10U);
    EXPECT_EQ(publishers.held("me"), 10U);
}

TEST(Deduplicator, SaysHowManyNumbersNeverCame) {
    Deduplicator publishers;
    (void)publishers.judge("me", 1, 10);

    EXPECT_EQ(publishers.judge("me", 14, 20).missing, 3U);
    EXPECT_EQ(publishers.judge("me", 21, 22).missing, 0U);
}

TEST(Deduplicator, ForgetsWhoWasSilentForLongest) {
    Deduplicator publishers{3};
    for (const char* id : {"a", "b", "c"})
        (void)publishers.judge(id, 1, 1);
    (void)publishers.judge("a", 2, 2);

    (void)publishers.judge("d", 1, 1);

    EXPECT_EQ(publishers.held("a"), 2U);
    EXPECT_EQ(publishers.held("b"), 0U);
    EXPECT_EQ(publishers.size(), 3U);
    EXPECT_EQ(publishers.forgotten(), 1U);
}

TEST(ADeduplicatorOfALog, TakesWhatFollows) {
    Deduplicator publishers;
    EXPECT_EQ(publishers.judge_of_log("me a", {1, 10, 0}).held, 0U);

    const auto next = publishers.judge_of_log("me a", {14, 20, 10});

    EXPECT_EQ(next.held, 10U);
    EXPECT_EQ(next.absent, std::nullopt) << "numbers between belong to other topics";
}

TEST(ADeduplicatorOfALog, LeavesOutWhatItHad) {
    Deduplicator publishers;
    (void)publishers.judge_of_log("me a", {1, 10, 0});
    (void)publishers.judge_of_log("me a", {11, 20, 10});

    EXPECT_EQ(publishers.judge_of_log("me a", {1, 10, 0}).held, 20U);
    EXPECT_EQ(publishers.judge_of_log("me a", {11, 20, 10}).held, 20U);
}

TEST(ADeduplicatorOfALog, NoticesABatchThatCameTooEarlyAndTakesTheOneThatItOvertook) {
    Deduplicator publishers;
    (void)publishers.judge_of_log("me a", {1, 10, 0});

    const auto early = publishers.judge_of_log("me a", {21, 30, 20});
    EXPECT_EQ(early.absent, (Absence{10, 20}));
    EXPECT_EQ(early.held, 10U);
    const auto late = publishers.judge_of_log("me a", {11, 20, 10});
    EXPECT_TRUE(late.is_late);
    EXPECT_EQ(late.held, 10U) << "all of it is news";

    const auto again = publishers.judge_of_log("me a", {11, 20, 10});
    EXPECT_FALSE(again.is_late);
    EXPECT_EQ(again.held, 30U);
}

TEST(ADeduplicatorOfALog, TakesSeveralThatWereOvertakenInWhateverOrder) {
    Deduplicator publishers;
    (void)publishers.judge_of_log("me a", {1, 10, 0});
    (void)publishers.judge_of_log("me a", {41, 50, 40});

    EXPECT_TRUE(publishers.judge_of_log("me a", {31, 40, 30}).is_late);
    EXPECT_TRUE(publishers.judge_of_log("me a", {11, 20, 10}).is_late);
    EXPECT_TRUE(publishers.judge_of_log("me a", {21, 30, 20}).is_late);

    EXPECT_EQ(publishers.judge_of_log("me a", {21, 30, 20}).held, 50U);
    EXPECT_EQ(publishers.judge_of_log("me a", {11, 20, 10}).held, 50U);
}

TEST(ADeduplicatorOfALog, RemembersSoManyStretchesAndNoMore) {
    Deduplicator publishers;
    (void)publishers.judge_of_log("me a", {1, 1, 0});
    std::optional<Absence> forgotten;
    for (std::uint64_t number = 10; number <= 10 * (Deduplicator::most_absent + 1); number += 10) {
        const auto verdict = publishers.judge_of_log("me a", {number, number, number - 1});
        EXPECT_TRUE(verdict.absent.has_value());
        EXPECT_EQ(forgotten, std::nullopt) << "of those before the last";
        forgotten = verdict.forgotten;
    }

    EXPECT_EQ(forgotten, (Absence{1, 9}));

    EXPECT_FALSE(publishers.judge_of_log("me a", {9, 9, 1}).is_late) << "the oldest was forgotten";
    EXPECT_TRUE(publishers.judge_of_log("me a", {19, 19, 10}).is_late);
}

TEST(ADeduplicatorOfALog, TakesWhatWasOvertakenByTheFirstThatItHears) {
    Deduplicator publishers;
    const auto first = publishers.judge_of_log("me a", {21, 30, 20});
    EXPECT_EQ(first.absent, std::nullopt) << "what was before may be gone from the log";

    EXPECT_TRUE(publishers.judge_of_log("me a", {1, 10, 0}).is_late);
    EXPECT_TRUE(publishers.judge_of_log("me a", {11, 20, 10}).is_late);
    EXPECT_EQ(publishers.judge_of_log("me a", {11, 20, 10}).held, 30U);
}

TEST(ADeduplicatorOfALog, NoticesThatTheFirstBatchesOfAPublisherAreNotThereWhereAllOfTheLogWasRead) {
    Deduplicator publishers;

    EXPECT_EQ(publishers.judge_of_log("me a", {21, 30, 20, true}).absent, (Absence{0, 20}));
    EXPECT_EQ(publishers.judge_of_log("me b", {1, 9, 0, true}).absent, std::nullopt);

    EXPECT_TRUE(publishers.judge_of_log("me a", {1, 10, 0, true}).is_late);
    EXPECT_THAT(publishers.find("me a")->absent, ElementsAre(Absence{10, 20}));
    EXPECT_TRUE(publishers.judge_of_log("me a", {11, 20, 10, true}).is_late);
    EXPECT_THAT(publishers.find("me a")->absent, IsEmpty());
}

TEST(ADeduplicatorOfALog, KnowsThatItMayHaveForgottenWhoLooksNew) {
    Deduplicator publishers{1};
    (void)publishers.judge_of_log("me a", {1, 10, 0, true});
    (void)publishers.judge_of_log("other a", {1, 10, 0, true});

    EXPECT_EQ(publishers.judge_of_log("me a", {11, 20, 10, true}).absent, std::nullopt);
    EXPECT_THAT(publishers.find("me a")->absent, ElementsAre(Absence{0, 10, false}));
}

TEST(ADeduplicatorOfALog, TakesNothingForOvertakenThatStandsBeforeWhereItReads) {
    Deduplicator publishers{10, Deduplicator::Reading::from_between};
    (void)publishers.judge_of_log("me a", {21, 30, 20});

    EXPECT_FALSE(publishers.judge_of_log("me a", {11, 20, 10}).is_late);
}

TEST(ADeduplicatorOfALog, KnowsAgainWhatWasOvertakenInAnEarlierLife) {
    Deduplicator reader{10, Deduplicator::Reading::from_between};
    (void)reader.judge_of_log("me a", {1, 10, 0});
    (void)reader.judge_of_log("me a", {21, 30, 20});
    (void)reader.judge_of_log("unknown a", {1, 10, 0});
    Deduplicator publishers;
    publishers.restore("me a", 30);
    publishers.restore_absent(reader);

    EXPECT_TRUE(publishers.judge_of_log("me a", {11, 20, 10}).is_late);
    EXPECT_EQ(publishers.judge_of_log("me a", {21, 30, 20}).held, 30U);
    EXPECT_EQ(publishers.size(), 1U);
}

}  // namespace
}  // namespace logbeam::hub
