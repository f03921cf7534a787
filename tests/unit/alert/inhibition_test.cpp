#include "alert/inhibition.hpp"

#include "unit/alert/standings.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;

Standing of_rule(const std::string& rule, Standing alert) {
    alert.fingerprint = rule + alert.fingerprint;
    alert.rule = rule;
    return alert;
}

Inhibition inhibition(const std::string& source, const std::string& target) {
    return {parse_matchers(source).value(), parse_matchers(target).value(), {"region"}};
}

TEST(AnInhibition, HoldsBackWhatMatchesWhileTheOtherFires) {
    Inhibitions inhibitions{{inhibition("rule=down", "rule=slow")}};
    EXPECT_FALSE(inhibitions.see(of_rule("down", firing("eu"))));

    EXPECT_TRUE(inhibitions.is_inhibited(of_rule("slow", firing("eu"))));
    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("slow", firing("us")))) << "another region";
    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("full", firing("eu")))) << "another rule";
    EXPECT_TRUE(inhibitions.see(of_rule("down", resolved("eu"))));
    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("slow", firing("eu"))));
}

TEST(AnInhibition, CountsAnAlertOnceHoweverOftenItFires) {
    Inhibitions inhibitions{{inhibition("rule=down", "rule=slow")}};
    inhibitions.see(of_rule("down", firing("eu", 1)));
    inhibitions.see(of_rule("down", firing("eu", 3)));
    inhibitions.see(of_rule("down", resolved("eu")));

    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("slow", firing("eu"))));
}

TEST(AnInhibition, LastsAsLongAsOneOfManyFires) {
    Inhibitions inhibitions{{inhibition("rule=down-*", "rule=slow")}};
    inhibitions.see(of_rule("down-1", firing("eu")));
    inhibitions.see(of_rule("down-2", firing("eu")));
    inhibitions.see(of_rule("down-1", resolved("eu")));

    EXPECT_TRUE(inhibitions.is_inhibited(of_rule("slow", firing("eu"))));
}

TEST(AnInhibition, IsNotOfAnAlertByItselfNorOfTwoByEachOther) {
    Inhibitions inhibitions{{inhibition("rule=*", "rule=*")}};
    inhibitions.see(of_rule("a", firing("eu")));
    inhibitions.see(of_rule("b", firing("eu")));

    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("a", firing("eu"))));
    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("b", firing("eu"))));
}

TEST(AnInhibition, HoldsBackASourceByOneThatIsNoTarget) {
    Inhibitions inhibitions{{inhibition("team=shop", "rule=slow")}};
    inhibitions.see(of_rule("slow", firing("eu")));
    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("slow", firing("eu"))));

    inhibitions.see(of_rule("down", firing("eu")));

    EXPECT_TRUE(inhibitions.is_inhibited(of_rule("slow", firing("eu"))));
    EXPECT_FALSE(inhibitions.is_inhibited(of_rule("down", firing("eu"))));
}

TEST(AnInhibition, LeavesOutWhatLacksOneOfTheFields) {
    Inhibitions inhibitions{{inhibition("rule=down", "rule=slow")}};
    Standing without = of_rule("down", firing("eu"));
    without.by.clear();
    inhibitions.see(without);
    Standing target = of_rule("slow", firing("eu"));
    target.by.clear();

    EXPECT_FALSE(inhibitions.is_inhibited(target));
}

}  // namespace
}  // namespace logbeam::alert
