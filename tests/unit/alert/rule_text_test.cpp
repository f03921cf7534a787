#include "alert/rule_text.hpp"

#include "alert/rule_file.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

Rule first_of(const std::string& file) {
    return parse_rules(file, "rules.yaml", {}).value().at(0);
}

constexpr const char* by_hand = R"(# Who is on call: the shop's team.
rules:
  # Written on a Friday.
  - name: errors   # of the shop
    when: level:error
    labels:
      team: shop

    message: >
      Many
      errors
)";

constexpr const char* its_rule = R"(name: errors   # of the shop
when: level:error
labels:
  team: shop

message: >
  Many
  errors
)";

TEST(ARulesText, IsWhatStandsInItsFileWithComments) {
    EXPECT_EQ(text_of(first_of(by_hand), by_hand), its_rule);
}

TEST(ARulesText, IsTheSameWhereTheRuleBeginsBehindItsDash) {
    const std::string file = "rules:\n-\n  name: errors\n  when: '*'\n";

    EXPECT_EQ(text_of(first_of(file), file), "name: errors\nwhen: '*'\n");
}

TEST(ARulesText, IsSpelledAnewWhereItSharesItsLines) {
    const std::string file = "rules: [{name: errors, when: level:error}, {name: b, when: b}]\n";
    const std::string text = text_of(first_of(file), file);

    EXPECT_EQ(parse_rule(text, "text", {}).value().source, first_of(file).source);
    EXPECT_EQ(text.find("rules"), std::string::npos);
}

TEST(ARulesText, IsSpelledAnewWhereTheFileIsAnotherByNow) {
    const Rule rule = first_of("rules:\n  - name: errors\n    when: level:error\n");

    EXPECT_EQ(text_of(rule, "rules: []\n"), "name: errors\nwhen: level:error\n");
    EXPECT_EQ(text_of(rule, ""), "name: errors\nwhen: level:error\n");
}

TEST(AFileForARule, HoldsItAndNothingElse) {
    const std::string text = "name: errors\n\nwhen: level:error";

    const std::string file = file_with(text).value();

    EXPECT_EQ(file, "rules:\n  - name: errors\n\n    when: level:error\n");
    EXPECT_EQ(text_of(first_of(file), file), text + "\n");
}

TEST(AFileForARule, KeepsWhatStoodBeforeTheRule) {
    const std::string file = file_with("name: errors\nwhen: other\n", first_of(by_hand), by_hand).value();

    EXPECT_EQ(
        file,
        "# Who is on call: the shop's team.\nrules:\n  # Written on a Friday.\n  - name: errors\n    when: other\n");
}

TEST(AFileForARule, IsWrittenAnewWhereTheRuleSharedItsLine) {
    const std::string old = "rules: [{name: errors, when: level:error}]\n";

    EXPECT_EQ(file_with("name: errors\nwhen: other\n", first_of(old), old).value(),
              "rules:\n  - name: errors\n    when: other\n");
}

TEST(AFileForARule, CanHoldAMappingOfOneLine) {
    EXPECT_EQ(file_with("{name: errors, when: '*'}").value(), "rules:\n  - {name: errors, when: '*'}\n");
}

TEST(AFileForARule, IsNoneOfATextThatIsADocumentOfItsOwn) {
    EXPECT_FALSE(file_with("---\nname: errors\nwhen: '*'\n"));
    EXPECT_FALSE(file_with("name: errors\nwhen: '*'\n...\n---\nname: b\n"));
}

TEST(AFileForARule, IsNoneOfATextThatAddsARule) {
    EXPECT_FALSE(file_with("name: errors\nwhen: '*'\n- name: b\n  when: '*'\n"));
}

}  // namespace
}  // namespace logbeam::alert
