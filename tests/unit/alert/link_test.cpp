#include "alert/link.hpp"

#include "alert/rule_file.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;

std::string link_of(const std::string& rule_text, const std::vector<std::string>& group,
                    std::vector<EventRef> events = {}) {
    auto rule = parse_rules("rules: [" + rule_text + "]", "rules.yaml", {}).value().at(0);
    rule.page = "https://logs.example.com/";
    Transition transition;
    transition.rule = &rule;
    transition.group = group_key(group);
    transition.since = transition.at = Timestamp{3600s};
    transition.events = std::move(events);
    return link_to_events(transition);
}

TEST(ALinkToEvents, HasTheQueryOfItsGroupAndTheTime) {
    EXPECT_EQ(link_of("{name: a, when: 'level:error OR x', by: [host, n]}", {"a \"b\" \\", "7"}),
              "https://logs.example.com/"
              "?q=%28level%3Aerror%20OR%20x%29%20host%3A%22a%20%5C%22b%5C%22%20%5C%5C%22%20n%3A%227%22"
              "&from=1970-01-01T00%3A59%3A00.000000000Z&to=1970-01-01T01%3A01%3A00.000000000Z");
}

TEST(ALinkToEvents, ReachesBackToTheFirstOfThem) {
    EXPECT_NE(link_of("{name: a, when: '*'}", {}, {{7, Timestamp{600s}, ""}}).find("&from=1970-01-01T00%3A09%3A00"),
              std::string::npos);
    EXPECT_NE(
        link_of("{name: a, kind: threshold, when: '*', above: 1, within: 30m}", {}).find("&from=1970-01-01T00%3A29"),
        std::string::npos);
}

TEST(ALinkToEvents, AsksForEachStepOfASequence) {
    EXPECT_NE(link_of("{name: a, kind: sequence, by: id, within: 1m, steps: [{when: a}, {not: b, by: other}]}", {"1"})
                  .find("?q=%28%28a%29%20OR%20%28b%29%29&from"),
              std::string::npos);
}

}  // namespace
}  // namespace logbeam::alert
