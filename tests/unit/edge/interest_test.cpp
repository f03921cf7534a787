#include "edge/interest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::edge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> cover_of(const std::vector<std::string>& texts) {
    std::vector<TopicPattern> patterns;
    for (const std::string& text : texts)
        patterns.emplace_back(text);
    return cover(patterns);
}

TEST(Interest, KnowsWhatLiesInside) {
    EXPECT_TRUE(contains(">", "a.b"));
    EXPECT_TRUE(contains("a.>", "a.b.c"));
    EXPECT_TRUE(contains("a.>", "a.*.>"));
    EXPECT_TRUE(contains("a.*", "a.b"));
    EXPECT_TRUE(contains("a.b", "a.b"));

    EXPECT_FALSE(contains("a.*", "a.>"));
    EXPECT_FALSE(contains("a.b", "a.*"));
    EXPECT_FALSE(contains("a.>", "a")) << "it wants one token more";
    EXPECT_FALSE(contains("a.b", "a"));
    EXPECT_FALSE(contains("*", "a.b"));
}

TEST(Interest, KnowsWhatOverlaps) {
    EXPECT_TRUE(overlap("a.*", "*.b"));
    EXPECT_TRUE(overlap("a.>", "*.b"));
    EXPECT_TRUE(overlap(">", "a"));

    EXPECT_FALSE(overlap("a.*", "b.*"));
    EXPECT_FALSE(overlap("a.*", "a.b.c"));
    EXPECT_FALSE(overlap("a", "a.>"));
}

TEST(Interest, LeavesOutWhatAnotherPatternBrings) {
    EXPECT_THAT(cover_of({"a.b", "a.*", "c", "c", "a.>"}), ElementsAre("a.>", "c"));
}

TEST(Interest, TakesEverythingWhereTwoPatternsWouldBringTheSameTwice) {
    EXPECT_THAT(cover_of({"a.*", "*.b", "c"}), ElementsAre(">"));
}

TEST(Interest, WantsNothingWhereNobodyListens) {
    EXPECT_THAT(cover_of({}), IsEmpty());
}

}  // namespace
}  // namespace logbeam::edge
