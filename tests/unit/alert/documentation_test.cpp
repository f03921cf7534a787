#include "alert/rule_file.hpp"
#include "support/test_data.hpp"

#include <logbeam/event.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

// Holds docs/alerts.md and docs/alerts.schema.json against the reader, and against each other.
namespace logbeam::alert {
namespace {

using Names = std::set<std::string>;

std::string page_of(const std::string& name) {
    std::ifstream file{test::data_path("../../docs/" + name)};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

// The YAML blocks that begin with `rules:`.
std::vector<std::string> examples() {
    const std::string page = page_of("alerts.md");
    const std::string fence = "```yaml\n";
    std::vector<std::string> found;
    for (auto at = page.find(fence + "rules:"); at != std::string::npos; at = page.find(fence + "rules:", at + 1)) {
        const auto begin = at + fence.size();
        found.push_back(page.substr(begin, page.find("```", begin) - begin));
    }
    return found;
}

Names all_of(const std::string& text, const std::regex& pattern) {
    Names found;
    for (std::sregex_iterator match{text.begin(), text.end(), pattern}, end; match != end; ++match)
        found.insert(match->str(1));
    return found;
}

// The keys of rules in the examples, which stand one a line.
Names documented_keys() {
    Names keys;
    for (const std::string& example : examples())
        keys.merge(all_of(example, std::regex{R"(\n(?:  - |    )([a-z_]+):)"}));
    return keys;
}

const Fields& schema_of_rules() {
    static const Value schema = Value::parse(page_of("alerts.schema.json")).value();
    return *schema.as_object()->find("$defs")->as_object()->find("rule")->as_object()->find("properties")->as_object();
}

Names schema_keys() {
    Names keys;
    for (const Field& key : schema_of_rules())
        keys.insert(key.key);
    return keys;
}

Names schema_kinds() {
    Names kinds;
    for (const Value& kind : *schema_of_rules().find("kind")->as_object()->find("enum")->as_array())
        kinds.insert(*kind.as_string());
    return kinds;
}

TEST(ThePageOfAlerts, HasExamplesThatAreRules) {
    EXPECT_GE(examples().size(), 10U);
    for (const std::string& example : examples()) {
        const auto rules = parse_rules(example, "alerts.md", {});
        ASSERT_TRUE(rules) << rules.error().detail << "\n" << example;
        EXPECT_TRUE(check_together(*rules)) << example;
    }
}

TEST(ThePageOfAlerts, HasAnExampleOfEveryKindThatTheSchemaKnows) {
    Names kinds;
    for (const std::string& example : examples()) {
        for (const Rule& rule : parse_rules(example, "alerts.md", {}).value())
            kinds.insert(std::string{name_of(rule.kind)});
    }

    EXPECT_EQ(kinds, schema_kinds());
}

// What stands in an example is accepted by the reader, as is shown above.
TEST(ThePageOfAlerts, ShowsEveryKeyThatTheSchemaKnowsAndNoOther) {
    EXPECT_EQ(documented_keys(), schema_keys());
}

}  // namespace
}  // namespace logbeam::alert
