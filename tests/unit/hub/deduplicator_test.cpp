#include "hub/deduplicator.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::hub {
namespace {

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

}  // namespace
}  // namespace logbeam::hub
