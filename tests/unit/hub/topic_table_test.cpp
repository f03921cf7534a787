#include "hub/topic_table.hpp"

#include <gtest/gtest.h>

namespace logbeam::hub {
namespace {

TEST(TopicTable, GivesANameOneNumber) {
    TopicTable topics;

    const TopicId id = topics.id_of("a");

    EXPECT_EQ(topics.id_of("a"), id);
    EXPECT_NE(topics.id_of("b"), id);
    EXPECT_EQ(topics[id].name, "a");
}

TEST(TopicTable, PutsTopicsBeyondItsLimitTogether) {
    TopicTable topics{2};
    (void)topics.id_of("a");
    (void)topics.id_of("b");

    EXPECT_EQ(topics.id_of("c"), TopicTable::other);
    EXPECT_NE(topics.id_of("a"), TopicTable::other);
    EXPECT_EQ(topics.size(), 3U);
}

TEST(TopicTable, FollowsTheRateOfATopic) {
    TopicTable topics;
    const TopicId id = topics.id_of("a");

    for (int second = 0; second < 60; ++second) {
        topics[id].events += 100;
        topics.tick(1);
    }
    const double busy = topics[id].per_second;
    for (int second = 0; second < 60; ++second)
        topics.tick(1);

    EXPECT_NEAR(busy, 100, 1);
    EXPECT_LT(topics[id].per_second, 1);
}

}  // namespace
}  // namespace logbeam::hub
