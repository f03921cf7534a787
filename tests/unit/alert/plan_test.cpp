#include "alert/plan.hpp"

#include "yaml/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Plan plan_of(const std::string& text) {
    auto file = yaml::Reader::parse(text, "logbeam.yaml").value();
    auto plan = read_plan(file);
    EXPECT_TRUE(file.finish());
    return plan;
}

std::string problem_of(const std::string& text) {
    auto file = yaml::Reader::parse(text, "logbeam.yaml").value();
    (void)read_plan(file);
    const auto finished = file.finish();
    return finished ? "none" : finished.error().detail;
}

TEST(APlan, HasRoutesInhibitionsAndHeartbeats) {
    const auto plan = plan_of(R"(
routes:
  - {name: nights, match: severity=critical team=shop, notify: {to: [phone], group_by: [region], wait: 1s}}
  - {name: all, notify: mail}
inhibitions:
  - {source: rule=down, target: severity=warning, equal: [region]}
heartbeats:
  - {name: alive, notify: watchdog, interval: 2m}
)");

    ASSERT_THAT(plan.routes, SizeIs(2));
    EXPECT_EQ(to_string(plan.routes[0].matchers), "severity=critical team=shop");
    EXPECT_THAT(plan.routes[0].how.group_by, ElementsAre("region"));
    EXPECT_EQ(plan.routes[0].how.wait, 1s);
    EXPECT_THAT(plan.routes[1].matchers, SizeIs(0));
    ASSERT_THAT(plan.inhibitions, SizeIs(1));
    EXPECT_EQ(to_string(plan.inhibitions[0].source), "rule=down");
    EXPECT_THAT(plan.inhibitions[0].equal, ElementsAre("region"));
    ASSERT_THAT(plan.heartbeats, SizeIs(1));
    EXPECT_EQ(plan.heartbeats[0].interval, 2min);
    EXPECT_THAT(notifiers_of(plan), ElementsAre("phone", "mail", "watchdog"));
}

TEST(APlan, SaysWhatIsWrongWithIt) {
    EXPECT_EQ(problem_of("routes:\n  - {name: a}\n"), "notify: expected names of notifiers (logbeam.yaml:2)");
    EXPECT_EQ(problem_of("routes: [{name: a, notify: x}, {name: a, notify: x}]\n"),
              "name: 'a' is used twice (logbeam.yaml:1)");
    EXPECT_THAT(problem_of("routes: [{name: 'a b', notify: x}]\n"), HasSubstr("name: expected 1 to 64"));
    EXPECT_THAT(problem_of("routes: [{name: a, match: region, notify: x}]\n"), HasSubstr("match: "));
    EXPECT_THAT(problem_of("inhibitions: [{source: a=b}]\n"), HasSubstr("target: expected a matcher"));
    EXPECT_THAT(problem_of("heartbeats: [{name: a, notify: x, interval: 10ms}]\n"), HasSubstr("expected 1s or more"));
    EXPECT_THAT(problem_of("heartbeats: [{name: a}]\n"), HasSubstr("notify: expected names"));
}

// A rule's own route is never called as one of the configuration.
TEST(ARouteOfARule, IsOfItsAlertsAlone) {
    Rule rule;
    rule.name = "errors";
    rule.notify.notifiers = {"mail"};
    const auto route = route_of(rule);

    EXPECT_FALSE(is_rule_name(route.name));
    EXPECT_EQ(to_string(route.matchers), "rule=errors");
    EXPECT_THAT(route.how.notifiers, ElementsAre("mail"));
}

}  // namespace
}  // namespace logbeam::alert
