#include "alert/rule_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Rule rule_of(const std::string& text) {
    return parse_rules("rules:\n" + text, "rules.yaml", {}).value().at(0);
}

std::string problem_of(const std::string& text) {
    const auto rules = parse_rules("rules:\n" + text, "rules.yaml", {});
    return rules ? "none" : rules.error().detail;
}

TEST(ARuleFile, HoldsRulesOfEveryKind) {
    const auto rules = parse_rules(R"(
rules:
  - {name: a, when: level>=error}
  - {name: b, kind: threshold, when: "*", value: p99(latency_ms), above: 250.5, within: 5m, min_count: 20}
  - {name: c, kind: absence, when: "type:heartbeat", by: host, keys: [eu-1, eu-2], within: 1m}
  - {name: d, kind: spike, when: level:error, within: 5m, reference: 1h, above: 3, min_count: 10}
  - {name: e, kind: change, when: "type:deployed", by: service, field: version}
  - {name: f, kind: new_value, when: level:error, field: template, learn: 1h, forget_after: 7d}
  - name: g
    kind: sequence
    by: request_id
    within: 30s
    steps: [{when: "type:order"}, {not: "type:paid", by: id}, {when: "type:shipped", count: 2}]
  - {name: h, kind: composite, all_of: [a, b], none_of: c}
)",
                                   "rules.yaml", {})
                           .value();

    std::vector<std::string_view> kinds;
    for (const Rule& rule : rules)
        kinds.push_back(name_of(rule.kind));
    EXPECT_THAT(kinds,
                ElementsAre("match", "threshold", "absence", "spike", "change", "new_value", "sequence", "composite"));
    EXPECT_TRUE(check_together(rules));
    EXPECT_EQ(rules[6].line, 9U);
    const auto& steps = std::get<Sequence>(rules[6].kind).steps;
    EXPECT_TRUE(steps.at(1).is_absent);
    EXPECT_EQ(key_of(rules[6], 1), std::vector<std::string>{"id"});
    EXPECT_EQ(key_of(rules[6], 2), std::vector<std::string>{"request_id"});
    EXPECT_EQ(steps.at(2).count, 2U);
    EXPECT_EQ(std::get<Absence>(rules[2].kind).keys, (std::vector<std::string>{"eu-1", "eu-2"}));
}

TEST(ARuleFile, KeepsWhatItSaysToPeople) {
    const Rule rule = rule_of(R"(
  - name: late-orders
    kind: threshold
    when: type:order.late
    by: [service, region]
    at_least: 3
    within: 10m
    for: 2m
    keep_firing_for: 1m
    lateness: 5s
    max_groups: 50
    severity: critical
    labels: {team: orders}
    message: "{value} late in {region}"
    runbook: https://example.org/late
    shadow: true
    expect: [{state: firing, by: {region: eu}, times: 2}]
)");

    EXPECT_EQ(rule.within, 10min);
    EXPECT_EQ(rule.holds_for, 2min);
    EXPECT_EQ(rule.keep_firing_for, 1min);
    EXPECT_EQ(rule.lateness, 5s);
    EXPECT_EQ(rule.max_groups, 50U);
    EXPECT_EQ(rule.severity, Severity::critical);
    EXPECT_EQ(rule.labels.at("team"), "orders");
    EXPECT_TRUE(rule.is_shadow);
    EXPECT_EQ(rule.expect.at(0).times, 2U);
    EXPECT_EQ(std::get<Threshold>(rule.kind).comparison, Comparison::at_least);
}

TEST(ARuleFile, GivesAMomentFiveMinutesToFire) {
    EXPECT_EQ(rule_of("  - {name: a, when: level:error}\n").keep_firing_for, 5min);
    EXPECT_EQ(rule_of("  - {name: a, when: level:error, keep_firing_for: 1h}\n").keep_firing_for, 1h);
}

TEST(ARuleFile, SaysWhatIsWrongAndWhere) {
    EXPECT_EQ(problem_of("  - {name: a, when: level:warnign}\n"),
              "when: at character 7: unknown level 'warnign', did you mean 'warning'? (rules.yaml:2)");
    EXPECT_EQ(problem_of("  - {name: a b, when: x}\n"),
              "name: expected 1 to 64 letters, digits, '_' and '-' (rules.yaml:2)");
    EXPECT_EQ(problem_of("  - {name: a, when: x, wihtin: 5m}\n"), "unknown key 'wihtin' (rules.yaml:2)");
    EXPECT_THAT(problem_of("  - {name: a, kind: thresold, when: x}\n"), StartsWith("kind: expected match, threshold"));
    EXPECT_THAT(problem_of("  - {name: a, kind: threshold, when: x, within: 1m}\n"),
                StartsWith("value: expected one of above, at_least, below and at_most"));
    EXPECT_THAT(problem_of("  - {name: a, kind: threshold, when: x, within: 1m, above: 1, value: p0(x)}\n"),
                StartsWith("value: expected count, ratio, or distinct"));
    EXPECT_THAT(problem_of("  - {name: a, kind: threshold, when: x, within: 1m, above: .nan}\n"),
                StartsWith("above: '.nan': expected a number"));
    EXPECT_THAT(problem_of("  - {name: a, when: x, for: 5m}\n"), StartsWith("for: this kind has no duration"));
    EXPECT_THAT(problem_of("  - {name: a, when: x, message: \"{count\"}\n"),
                StartsWith("message: expected a name and '}' behind '{' at character 1"));
    EXPECT_THAT(problem_of("  - {name: a, kind: sequence, within: 1m, steps: [{when: x}]}\n"),
                StartsWith("steps: expected 2 to 20 steps"));
    EXPECT_THAT(problem_of("  - {name: a, when: x, by: host, expect: [{state: firing, by: {hots: eu}}]}\n"),
                StartsWith("by: 'hots' is not in the rule's 'by'"));
    EXPECT_THAT(problem_of("  - {name: a, kind: composite, all_of: \"b OR c\"}\n"),
                StartsWith("all_of: 'b OR c' is no name of a rule"));
    EXPECT_EQ(problem_of("  - {name: a, when: x, lateness: 367d}\n"), "lateness: expected 366d at most (rules.yaml:2)");
    EXPECT_THAT(problem_of("  - {name: a, kind: absence, when: x, within: 367d}\n"),
                StartsWith("within: expected 366d at most"));
    EXPECT_THAT(problem_of("  - {name: a, when: x, max_groups: 99999999999999999999}\n"), HasSubstr("max_groups"));
}

TEST(Rules, GoTogetherOrSayWhyNot) {
    const auto problem = [](const std::string& text) {
        return check_together(parse_rules("rules:\n" + text, "rules.yaml", {}).value()).error().detail;
    };

    EXPECT_EQ(problem("  - {name: a, when: x}\n  - {name: a, when: y}\n"),
              "'a' is already rules.yaml:2 (rules.yaml:3)");
    EXPECT_EQ(problem("  - {name: a, kind: composite, all_of: b}\n"),
              "there is no rule 'b'; name each one that it is about (rules.yaml:2)");
    EXPECT_EQ(problem("  - {name: a, kind: composite, all_of: b}\n  - {name: b, kind: composite, any_of: a}\n"),
              "'a' is about itself, by way of others (rules.yaml:2)");
    EXPECT_EQ(problem("  - {name: a, when: \"topic:$alerts.a state:firing\"}\n"),
              "'a' is about itself, by way of others (rules.yaml:2)");
    EXPECT_EQ(problem("  - {name: a, when: \"topic:$alerts.>\"}\n"),
              "there is no rule '>'; name each one that it is about (rules.yaml:2)");
}

TEST(Rules, ThatAreLinkedInManyWaysAreCheckedOnce) {
    std::string text = "  - {name: r0, when: x}\n  - {name: s0, when: x}\n";
    for (int level = 1; level < 60; ++level) {
        const std::string below = std::to_string(level - 1);
        for (const std::string name : {"r", "s"})
            text += "  - {name: " + name + std::to_string(level) + ", kind: composite, all_of: [r" + below + ", s" +
                    below + "]}\n";
    }

    EXPECT_TRUE(check_together(parse_rules("rules:\n" + text, "rules.yaml", {}).value()));
}

TEST(ARuleFile, IsNoBomb) {
    std::string text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char name = 'b'; name < 'k'; ++name)
        text += std::string{name} + ": &" + name + " [" + std::string(9, static_cast<char>(name - 1)) + "]\n";

    EXPECT_FALSE(parse_rules(text + "rules: []\n", "rules.yaml", {}));
    EXPECT_FALSE(parse_rules("rules: &r [*r]\n", "rules.yaml", {}));
    EXPECT_FALSE(parse_rules(std::string(100'000, '['), "rules.yaml", {}));
}

TEST(ARuleFile, SaysWhoIsToldAndHow) {
    const auto brief = rule_of("  - {name: a, when: '*', notify: on-call}\n").notify;
    EXPECT_THAT(brief.notifiers, ElementsAre("on-call"));
    EXPECT_THAT(brief.group_by, ElementsAre("rule"));
    EXPECT_EQ(brief.wait, 30s);
    EXPECT_EQ(brief.interval, 5min);
    EXPECT_EQ(brief.repeat, 4h);
    const auto full =
        rule_of("  - {name: a, when: '*', notify: {to: [x, y], group_by: [region], wait: 0s, interval: 1s, "
                "repeat: 1d}}\n")
            .notify;
    EXPECT_THAT(full.notifiers, ElementsAre("x", "y"));
    EXPECT_THAT(full.group_by, ElementsAre("region"));
    EXPECT_EQ(full.wait, 0s);
    EXPECT_EQ(full.interval, 1s);
    EXPECT_EQ(full.repeat, 24h);
    EXPECT_THAT(rule_of("  - {name: a, when: '*'}\n").notify.notifiers, ElementsAre());
}

TEST(ARuleFile, RefusesToTellNobodyInParticular) {
    EXPECT_EQ(problem_of("  - {name: a, when: '*', notify: [x, x]}\n"),
              "notify: expected 1 to 32 different names of notifiers (rules.yaml:2)");
    EXPECT_THAT(problem_of("  - {name: a, when: '*', notify: []}\n"), StartsWith("notify: expected 1 to 32"));
    EXPECT_THAT(problem_of("  - {name: a, when: '*', notify: 'on call'}\n"), StartsWith("notify: expected 1 to 32"));
    EXPECT_THAT(problem_of("  - {name: a, when: '*', notify: {wait: 1s}}\n"), StartsWith("to: expected 1 to 32"));
    EXPECT_THAT(problem_of("  - {name: a, when: '*', notify: {to: x, wait: soon}}\n"), StartsWith("wait: 'soon'"));
    EXPECT_THAT(problem_of("  - {name: a, when: '*', notify: {to: x, every: 1s}}\n"),
                StartsWith("unknown key 'every'"));
}

}  // namespace
}  // namespace logbeam::alert
