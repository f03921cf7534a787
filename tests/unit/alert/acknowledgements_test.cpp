#include "alert/acknowledgements.hpp"

#include "unit/alert/standings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Acknowledgement seen_to{"errors-eu", std::nullopt, at(1s), "anna", "on it"};
const Acknowledgement snoozed{"errors-eu", at(20s), at(1s), "anna", "after lunch"};

TEST(AnAcknowledgement, LastsUntilTheAlertIsResolved) {
    Acknowledgements acknowledgements;
    ASSERT_TRUE(acknowledgements.add(seen_to));

    EXPECT_TRUE(acknowledgements.is_acknowledged("errors-eu", at(1'000'000s)));
    EXPECT_FALSE(acknowledgements.is_acknowledged("errors-us", at(2s)));
    EXPECT_FALSE(acknowledgements.see(firing("eu")));
    EXPECT_TRUE(acknowledgements.see(resolved("eu")));
    EXPECT_FALSE(acknowledgements.is_acknowledged("errors-eu", at(3s)));
}

TEST(ASnooze, LastsUntilItsTimeWhateverTheAlertDoes) {
    Acknowledgements acknowledgements;
    ASSERT_TRUE(acknowledgements.add(snoozed));

    EXPECT_FALSE(acknowledgements.see(resolved("eu")));
    EXPECT_TRUE(acknowledgements.is_acknowledged("errors-eu", at(19s)));
    EXPECT_FALSE(acknowledgements.is_acknowledged("errors-eu", at(20s)));
}

TEST(ASnooze, IsForgottenWhenItIsOver) {
    Acknowledgements acknowledgements;
    ASSERT_TRUE(acknowledgements.add(snoozed));

    EXPECT_EQ(acknowledgements.next_change(at(2s)), at(20s));
    EXPECT_THAT(acknowledgements.forget_ended(at(19s)), IsEmpty());
    EXPECT_THAT(acknowledgements.forget_ended(at(20s)), ElementsAre("errors-eu"));
    EXPECT_THAT(acknowledgements.all(), IsEmpty());
}

TEST(AnAcknowledgement, TakesThePlaceOfTheOneBefore) {
    Acknowledgements acknowledgements;
    ASSERT_TRUE(acknowledgements.add(snoozed));
    ASSERT_TRUE(acknowledgements.add(seen_to));

    EXPECT_TRUE(acknowledgements.is_acknowledged("errors-eu", at(20s)));
    EXPECT_TRUE(acknowledgements.remove("errors-eu"));
    EXPECT_FALSE(acknowledgements.remove("errors-eu"));
}

TEST(AnAcknowledgement, IsRefusedWhereItEndsBeforeItBegins) {
    Acknowledgements acknowledgements;
    Acknowledgement backwards = snoozed;
    backwards.until = backwards.at;

    EXPECT_FALSE(acknowledgements.add(backwards));
}

TEST(AnAcknowledgement, ComesBackFromJson) {
    EXPECT_EQ(parse_acknowledgement(to_json(seen_to)).value(), seen_to);
    EXPECT_EQ(parse_acknowledgement(to_json(snoozed)).value(), snoozed);
    EXPECT_EQ(parse_acknowledgement("{}").error().detail, "fingerprint: is missing");
}

}  // namespace
}  // namespace logbeam::alert
