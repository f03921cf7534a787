#include "http/rule_test_report.hpp"

#include "alert/rule_file.hpp"
#include "unit/http/past_rig.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::lines_of;
using test::value_of;
using ::testing::HasSubstr;

constexpr std::string_view errors = R"(name: errors\nwhen: level:error\nby: host\nkeep_firing_for: 10s)";

struct ATestOfRules : test::PastRig, ::testing::Test {
    Response try_rules(std::string_view yaml, std::string_view more = "") {
        return post("/api/rules/test", R"({"yaml":")" + std::string{yaml} + "\"" + std::string{more} + "}");
    }
    std::vector<Value> lines(std::string_view yaml, std::string_view more = "") {
        std::vector<Value> values;
        for (const std::string& line : lines_of(try_rules(yaml, more).body))
            values.push_back(value_of(line));
        return values;
    }
    void use(const std::string& rules) { alerts.reload(alert::parse_rules(rules, "rules.yaml", {}).value()); }
    static test::Published error(Timestamp time, const std::string& topic = "logs.a") {
        return {time, topic, "error", R"({"host":"eu","message":"failed"})"};
    }
};

TEST_F(ATestOfRules, TellsWhatTheyWouldHaveTold) {
    publish({error(ago(1h)), error(ago(1min)), {ago(30s)}});

    const auto found = lines(errors);

    ASSERT_EQ(found.size(), 5U);
    EXPECT_EQ(at(found[0], "kind"), Value{"transition"});
    EXPECT_EQ(at(found[0], "state"), Value{"firing"});
    EXPECT_EQ(at(found[0], "rule"), Value{"errors"});
    EXPECT_EQ(at(found[0], "at"), Value{to_rfc3339(ago(1h))});
    EXPECT_EQ(at(found[0], "by", "host"), Value{"eu"});
    EXPECT_EQ(at(found[0], "message"), Value{"errors: failed"});
    EXPECT_EQ(at(found[0], "seqs", 0), Value{1});
    EXPECT_EQ(at(found[1], "state"), Value{"resolved"});
    EXPECT_EQ(at(found[4], "kind"), Value{"end"});
    EXPECT_EQ(at(found[4], "events"), Value{3});
    EXPECT_EQ(at(found[4], "complete"), Value{true});
    EXPECT_EQ(at(found[4], "truncated"), Value{false});
    EXPECT_EQ(at(found[4], "rules", 0, "name"), Value{"errors"});
    EXPECT_EQ(at(found[4], "rules", 0, "matched"), Value{2});
    EXPECT_EQ(at(found[4], "rules", 0, "firing"), Value{2});
    EXPECT_EQ(at(found[4], "rules", 0, "resolved"), Value{2});
}

TEST_F(ATestOfRules, CountsTheMessagesThatPeopleWouldHaveHad) {
    publish({error(ago(1h)), error(ago(40min))});

    // In the first half a minute it fires and is resolved: that is one message.
    EXPECT_EQ(at(lines(errors).back(), "rules", 0, "messages"), Value{2});
}

TEST_F(ATestOfRules, LooksAtTheTimeThatItWasAskedFor) {
    publish({error(ago(48h)), error(ago(2h)), error(ago(1h))});

    EXPECT_EQ(at(lines(errors).back(), "events"), Value{2});
    EXPECT_EQ(at(lines(errors, R"(,"from":"-72h")").back(), "events"), Value{3});
    EXPECT_EQ(at(lines(errors, R"(,"from":"-72h","to":"-90m")").back(), "events"), Value{2});
}

TEST_F(ATestOfRules, DoesNotSeeWhatTheClientMayNotHear) {
    publish({error(ago(1min), "secret"), error(ago(1min), "logs.a")});
    allow_only(">", "logs.>");

    EXPECT_EQ(at(lines(errors).back(), "events"), Value{1});
}

TEST_F(ATestOfRules, DoesNotHearWhatTheRulesToldThen) {
    (void)hub.tell("$alerts.errors", "alert.firing", R"({"level":"error","host":"eu"})");
    (void)hub.tell("$sys.log", "logger.error", R"({"level":"error","host":"eu"})");
    (void)hub.commit();

    EXPECT_EQ(at(lines(errors).back(), "events"), Value{1});
}

TEST_F(ATestOfRules, TakesAFileOfRulesAndComplainsOfWhatTheyWereToFind) {
    publish({error(ago(1min))});

    const auto found =
        lines(R"(rules:\n- {name: a, when: level:error, expect: [{state: firing, times: 2}]}\n- {name: b, when: '*'})");

    EXPECT_EQ(at(found.back(), "rules", 1, "name"), Value{"b"});
    EXPECT_EQ(at(found.back(), "complaints", 0), Value{"yaml:2: 'a' was to be firing 2 times, and was once"});
}

TEST_F(ATestOfRules, AsksTheBrokersRulesThatTheyName) {
    use("rules: [{name: errors, when: level:error, by: host}]\n");
    publish({error(ago(1min))});

    const auto found = lines(R"(name: trouble\nkind: composite\nall_of: errors)");

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(at(found[0], "rule"), Value{"trouble"});
    EXPECT_EQ(at(found[1], "rules", 0, "firing"), Value{1});
    EXPECT_EQ(at(found[1], "rules", 1, "name"), Value{});

    allow_only(">", "logs.>");
    EXPECT_THAT(try_rules(R"(name: trouble\nkind: composite\nall_of: errors)").body,
                HasSubstr("there is no rule 'errors'"));
}

TEST_F(ATestOfRules, ListsAThousandTransitionsAndCountsTheRest) {
    std::vector<test::Published> events;
    for (int minute = 600; minute > 0; --minute)
        events.push_back(error(ago(minute * 1min)));
    publish(events);

    const auto found = lines(errors);

    EXPECT_EQ(found.size(), 1001U);
    EXPECT_EQ(at(found.back(), "truncated"), Value{true});
    EXPECT_EQ(at(found.back(), "rules", 0, "firing"), Value{600});
}

TEST_F(ATestOfRules, IsRefusedWhereThereIsNothingToTry) {
    EXPECT_THAT(try_rules("name: a\\nwihtin: 5m").body, HasSubstr("(yaml:"));
    EXPECT_EQ(try_rules("name: a\\nwihtin: 5m").status, 400);
    EXPECT_EQ(try_rules(errors, R"(,"from":"soon")").status, 400);
    EXPECT_EQ(try_rules(errors, R"(,"from":"-1h","to":"-2h")").status, 400);
    EXPECT_EQ(try_rules(errors, R"(,"from":17)").status, 400);
    EXPECT_EQ(post("/api/rules/test", "{}").status, 400);
    EXPECT_EQ(post("/api/rules/test", "yaml", "text/plain").status, 415);
    std::string many = "rules:\\n";
    for (int rule = 0; rule < 21; ++rule)
        many += "- {name: r" + std::to_string(rule) + ", when: x}\\n";
    EXPECT_EQ(try_rules(many).status, 400);
}

TEST_F(ATestOfRules, IsForWhoMayHearSomething) {
    request.rights = std::make_shared<const hub::Rights>();

    EXPECT_EQ(try_rules(errors).status, 403);
}

TEST_F(ATestOfRules, KnowsNoMoreGroupsThanItMayTake) {
    std::vector<test::Published> events;
    for (int host = 0; host <= 10'000; ++host)
        events.push_back({ago(1min), "logs.a", "error", R"({"host":)" + std::to_string(host) + "}"});
    publish(events);

    const auto end = lines(R"(name: errors\nwhen: level:error\nby: host\nmax_groups: 20000)").back();

    EXPECT_EQ(at(end, "rules", 0, "overflow"), Value{1});
    EXPECT_EQ(at(end, "rules", 0, "firing"), Value{10'000});
}

// A report whose every step deals with one block, which takes five milliseconds.
struct AReportOfATest : ::testing::Test {
    RuleTestReport report(Effort::Duration limit) {
        RuleTest wish;
        wish.rules = alert::parse_rules("rules: [{name: all, when: '*'}]\n", "yaml", {}).value();
        wish.about = 1;
        wish.now = broker.clock.wall_now();
        wish.range.wants = [](std::string_view) { return true; };
        return {broker.history.snapshot(), std::move(wish), Effort{clock, limit}};
    }

    test::PastRig broker;
    test::TickingClock clock;
};

TEST_F(AReportOfATest, TellsItsProgressAndWhereItIs) {
    constexpr int block_events = 1024;  // of MemoryHistory
    broker.publish_seconds(30 * block_events);
    auto found = report(1h);
    std::string text;
    int steps = 1;
    for (; found.step(text); ++steps) {}
    const auto lines = lines_of(text);

    EXPECT_GE(steps, 15);
    ASSERT_EQ(lines.size(), 3U);  // it fires, and goes on to
    EXPECT_EQ(at(value_of(lines[1]), "kind"), Value{"progress"});
    EXPECT_EQ(at(value_of(lines[1]), "events"), Value{20 * block_events});
    EXPECT_EQ(at(value_of(lines[1]), "at"), Value{to_rfc3339(broker.ago(10s * block_events))});
}

TEST_F(AReportOfATest, EndsWhenItHasWorkedForLong) {
    broker.publish_seconds(10 * 1024);
    auto found = report(10ms);
    std::string text;
    while (found.step(text)) {}

    const auto end = value_of(lines_of(text).back());
    EXPECT_EQ(at(end, "complete"), Value{false});
    EXPECT_EQ(at(end, "events"), Value{2 * 1024});
}

}  // namespace
}  // namespace logbeam::http
