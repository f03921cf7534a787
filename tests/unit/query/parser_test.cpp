#include "query/parser.hpp"

#include "unit/query/ask.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::query {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using Kind = Node::Kind;

Node tree_of(std::string_view query) {
    return parse(query, test::query_now, {}).value();
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    while (times-- > 0) {
        all += text;
    }
    return all;
}

TEST(Parser, BindsAndTighterThanOr) {
    const Node tree = tree_of("a b OR c");

    ASSERT_EQ(tree.kind, Kind::any_of);
    EXPECT_EQ(tree.parts.at(0).kind, Kind::all_of);
    EXPECT_EQ(tree.parts.at(1).kind, Kind::term);
}

TEST(Parser, FlattensListsOfOneKind) {
    EXPECT_THAT(tree_of("a (b (c AND d))").parts, SizeIs(4));
    EXPECT_THAT(tree_of("a OR (b OR (c OR d))").parts, SizeIs(4));
}

TEST(Parser, CancelsANegationOfANegation) {
    EXPECT_EQ(tree_of("NOT -(NOT a)").kind, Kind::none_of);
    EXPECT_EQ(tree_of("--a"), tree_of("a"));
    EXPECT_EQ(tree_of("-(-a)"), tree_of("a"));
}

TEST(Parser, AsksAFieldOfEveryValueOfItsGroup) {
    EXPECT_EQ(tree_of("x:(a OR (b -c)) d"), tree_of("(x:a OR (x:b -x:c)) d"));
}

TEST(Parser, ReadsNothingAsEverything) {
    EXPECT_EQ(tree_of(" \t\n").kind, Kind::everything);
    EXPECT_EQ(tree_of("*").kind, Kind::everything);
}

TEST(Parser, RefusesWhatIsBeyondItsLimits) {
    EXPECT_EQ(test::problem_of(repeated("a ", 11), {.terms = 10}), "at character 21: more than 10 terms");
    EXPECT_EQ(test::problem_of("((((a))))", {.depth = 3}), "at character 4: more than 3 parentheses within each other");
    EXPECT_EQ(test::problem_of("abcd", {.bytes = 3}), "a query of 4 bytes, limit 3");
    EXPECT_EQ(test::problem_of("\"" + repeated("a ", 65) + "\""),
              "at character 1: a phrase has at most 64 words, this one 65");
    EXPECT_THAT(test::problem_of(repeated("a:~\"b\" ", 33)), HasSubstr("a query has at most 32 regular expressions"));
}

TEST(Parser, RefusesMoreFieldsThanOneScanLooksFor) {
    std::string query;
    for (int field = 0; field < 65; ++field) {
        query += "f" + std::to_string(field) + ":1 ";
    }

    EXPECT_THAT(test::problem_of(query), HasSubstr("a query names at most 64 different fields"));
    EXPECT_EQ(test::problem_of(repeated("same:1 ", 100)), "");
    EXPECT_THAT(test::problem_of(repeated("x", 2000) + ":1"), HasSubstr("longer than a kilobyte"));
}

TEST(Parser, RefusesBytesThatAreNoText) {
    EXPECT_EQ(test::problem_of("a \xFF"), "the query is not valid UTF-8");
}

TEST(Parser, HasTheNumberOfAMalformedQuery) {
    EXPECT_EQ(Program::compile("(", test::query_now).error().number(), 116);
}

}  // namespace
}  // namespace logbeam::query
