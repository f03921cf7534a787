#include "unit/alert/grouping_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct AGroupingThatIsRestarted : GroupingRig {};

TEST_F(AGroupingThatIsRestarted, GoesOnInTheMiddleOfAWait) {
    fires("eu", 0s);
    fires("us", 10s);
    restart();
    pass(29s);
    EXPECT_THAT(lines, IsEmpty());
    ends("us", 29s);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu resolved us"));
}

TEST_F(AGroupingThatIsRestarted, KnowsAfterARestartWhatItTold) {
    muted = {"us"};
    fires("eu", 0s);
    fires("us", 0s);
    pass(60s);
    restart();
    muted.clear();
    grouping().look_again(at(60s));
    pass(5h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu", "330 firing eu us", "14730 again firing eu us"));
}

TEST_F(AGroupingThatIsRestarted, SaysTheSameUnderTheSameKeyWhereItCrashedBeforeItKeptThatItSent) {
    fires("eu", 0s);
    keep();
    pass(30s);
    made.reset();
    restart();
    pass(60s);

    ASSERT_THAT(sent, SizeIs(2));
    EXPECT_EQ(sent[0].key, sent[1].key);
    EXPECT_EQ(lines[0], lines[1]);
}

TEST_F(AGroupingThatIsRestarted, KeepsNothingOfGroupsThatAreOver) {
    fires("eu", 0s);
    keep();
    EXPECT_THAT(kept, SizeIs(1));
    keep();
    EXPECT_THAT(grouping().changes(), IsEmpty());
    ends("eu", 60s);
    pass(1h);
    keep();

    EXPECT_THAT(kept, IsEmpty());
}

TEST_F(AGroupingThatIsRestarted, EndsWhatDoesNotStandAnyMore) {
    fires("eu", 0s);
    fires("us", 0s);
    pass(60s);
    restart();
    grouping().end_others([](const std::string& fingerprint) { return fingerprint == "errors-us"; }, at(60s));
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu us", "330 firing us resolved eu"));
}

TEST_F(AGroupingThatIsRestarted, ForgetsWhatWasKeptOfARouteThatIsNoMore) {
    fires("eu", 0s);
    keep();
    route.name = "other";
    restart();
    keep();

    EXPECT_EQ(grouping().groups(), 0U);
    EXPECT_THAT(kept, IsEmpty());
}

TEST_F(AGroupingThatIsRestarted, GroupsAnewWhereItsRouteGroupsByOtherFields) {
    fires("eu", 0s);
    fires("us", 0s);
    pass(60s);
    route.how.group_by = {"region"};
    restart();
    keep();
    EXPECT_THAT(kept, SizeIs(2));
    ends("eu", 100s);
    pass(1h);

    EXPECT_THAT(lines, ElementsAre("30 firing eu us", "330 resolved eu"));
}

TEST_F(AGroupingThatIsRestarted, SaysWhichGroupCannotBeReadAgain) {
    EXPECT_EQ(grouping().restore({"shop x", "{}"}, at(0s)).error().detail, "the group 'shop x': route: is missing");
    EXPECT_FALSE(grouping().restore({"shop x", "{"}, at(0s)));
    EXPECT_EQ(grouping().groups(), 0U);
}

}  // namespace
}  // namespace logbeam::alert
