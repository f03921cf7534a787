#include "alert/matcher.hpp"

#include "unit/alert/standings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::alert {
namespace {

using ::testing::HasSubstr;

// Of region `eu-1`, team `shop`, rule `errors`, severity `warning`.
bool matches(const std::string& text, const std::string& region = "eu-1") {
    return all_match(parse_matchers(text).value(), standings::firing(region));
}

std::string spelled(const std::string& text) {
    return to_string(parse_matchers(text).value());
}

std::string problem_of(const std::string& text) {
    const auto matchers = parse_matchers(text);
    return matchers ? "none" : matchers.error().detail;
}

TEST(AMatcher, AsksForRuleSeverityGroupOrLabel) {
    EXPECT_TRUE(matches("rule=errors"));
    EXPECT_TRUE(matches("severity=warning"));
    EXPECT_TRUE(matches("region=eu-1"));
    EXPECT_TRUE(matches("by.region=eu-1"));
    EXPECT_TRUE(matches("team=shop"));
    EXPECT_TRUE(matches("labels.team=shop"));
    EXPECT_FALSE(matches("labels.region=eu-1"));
    EXPECT_FALSE(matches("region=eu"));
}

TEST(AMatcher, AsksForTheOppositeToo) {
    EXPECT_TRUE(matches("rule!=checkout"));
    EXPECT_FALSE(matches("rule!=errors"));
    EXPECT_FALSE(matches("rule!=e*"));
}

TEST(AMatcher, TakesAStarForAnyText) {
    EXPECT_TRUE(matches("region=eu*"));
    EXPECT_TRUE(matches("region=*1"));
    EXPECT_TRUE(matches("region=e*-*1"));
    EXPECT_TRUE(matches("region=**"));
    EXPECT_FALSE(matches("region=e*2*1"));
    EXPECT_FALSE(matches("region=eu-1*1")) << "the two ends do not share a character";
}

TEST(AMatcher, FindsNothingEqualToWhatAnAlertLacks) {
    EXPECT_FALSE(matches("host=*"));
    EXPECT_FALSE(matches("host="));
    EXPECT_TRUE(matches("host!=*"));
    EXPECT_TRUE(matches("region=", ""));
}

TEST(AMatcher, TakesSpacesInQuotesAndSignsBehindABackslash) {
    EXPECT_TRUE(matches(R"(region="eu west")", "eu west"));
    EXPECT_TRUE(matches(R"(region=\*)", "*"));
    EXPECT_FALSE(matches(R"(region=\*)", "eu"));
    EXPECT_TRUE(matches(R"(region="a \"b\" \\c")", R"(a "b" \c)"));
}

TEST(AMatcher, OfAGivenTextMeansThisTextWhateverIsInIt) {
    const std::string odd = R"(* "a" \b )";
    const Matcher matcher{"region", Matcher::Sense::equal, odd};

    EXPECT_TRUE(matcher.matches(standings::firing(odd)));
    EXPECT_FALSE(matcher.matches(standings::firing("x" + odd)));
    EXPECT_EQ(Matcher::parse(matcher.text()).value(), matcher);
}

TEST(AMatcher, IsWrittenInOneSpelling) {
    EXPECT_EQ(spelled("  rule=\"errors\"\n region!=eu*** "), "rule=errors region!=eu*");
    EXPECT_EQ(spelled(R"(a= b="x y" c=\*)"), R"(a="" b="x y" c=\*)");
    EXPECT_EQ(spelled(spelled(R"(a= b="x y" c=\*)")), spelled(R"(a= b="x y" c=\*)"));
}

TEST(AMatcher, NamesThePlaceOfWhatItDoesNotUnderstand) {
    EXPECT_EQ(problem_of("=x"), "expected the name of a field at character 1");
    EXPECT_EQ(problem_of("rule"), "expected = or != behind the name at character 5");
    EXPECT_EQ(problem_of("a=b rule!x"), "expected = or != behind the name at character 9");
    EXPECT_EQ(problem_of("a=\"b"), "expected the closing quote at character 5");
    EXPECT_EQ(problem_of("a=\"b\"c"), "expected a space between two matchers at character 6");
    EXPECT_EQ(problem_of("a=b\\c"), R"(expected *, " or \ behind a \ at character 5)");
    EXPECT_EQ(problem_of("a=b\\"), R"(expected *, " or \ behind a \ at character 5)");
    EXPECT_EQ(problem_of("a=b\"c"), R"(expected a quote at the begin of the value only, or \" at character 4)");
    EXPECT_EQ(Matcher::parse("a=b c=d").error().detail, "expected one matcher only, and its end at character 5");
    EXPECT_EQ(Matcher::parse("").error().detail, "expected the name of a field at character 1");
}

TEST(AMatcher, HasBounds) {
    EXPECT_THAT(problem_of("a=" + std::string(Matcher::longest + 1, 'x')), HasSubstr("at most 1024 bytes"));
    EXPECT_EQ(problem_of("a=" + std::string(Matcher::longest, 'x')), "none");
    EXPECT_THAT(problem_of(std::string(Matcher::longest + 1, 'x') + "=a"), HasSubstr("at most 1024 bytes"));
    std::string many;
    for (std::size_t count = 0; count <= most_matchers; ++count)
        many += " a=b";
    EXPECT_THAT(problem_of(many), HasSubstr("32 matchers at most"));
}

}  // namespace
}  // namespace logbeam::alert
