#include "alert/span_of.hpp"

#include "alert/rule_file.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;

Span span(const std::string& rule) {
    return span_of(parse_rules("rules: [{name: a, " + rule + "}]\n", "rules.yaml", {}).value().at(0));
}

TEST(ARule, LooksBackAsFarAsItsStateDependsOn) {
    EXPECT_EQ(span("when: x, keep_firing_for: 1m"), 1min);
    EXPECT_EQ(span("kind: threshold, when: x, above: 1, within: 5m, for: 2m, lateness: 1s"), 7min + 1s);
    EXPECT_EQ(span("kind: threshold, when: x, value: avg(n), above: 1, within: 5m"), 125min);
    EXPECT_EQ(span("kind: absence, when: x, within: 1m"), 25min);
    EXPECT_EQ(span("kind: spike, when: x, above: 1, within: 5m, reference: 1h"), 65min);
    EXPECT_EQ(span("kind: new_value, when: x, field: y, forget_after: 2d, keep_firing_for: 0s"), 48h);
}

TEST(Rules, LookBackAsFarAsTheOneThatLooksFurthest) {
    const Engine engine{parse_rules(R"(rules:
  - {name: a, when: x, keep_firing_for: 1m}
  - {name: b, when: x, keep_firing_for: 1h}
)",
                                    "rules.yaml", {})
                            .value(),
                        [](const Transition& /*none*/) {}};

    EXPECT_EQ(span_of(engine), 1h);
}

}  // namespace
}  // namespace logbeam::alert
