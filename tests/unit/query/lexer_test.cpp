#include "query/lexer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::query {
namespace {

using ::testing::ElementsAre;
using Kind = Token::Kind;
using Place = Lexer::Place;

std::vector<Kind> kinds_of(std::string_view query, Place place = Place::term) {
    Lexer lexer{query};
    std::vector<Kind> kinds;
    for (;;) {
        const auto token = lexer.next(place).value();
        if (token.kind == Kind::end) return kinds;
        kinds.push_back(token.kind);
    }
}

Token first_of(std::string_view query, Place place = Place::term) {
    return Lexer{query}.next(place).value();
}

TEST(Lexer, TellsKeywordsFromWordsByTheirCapitals) {
    EXPECT_THAT(kinds_of("a AND OR NOT and"),
                ElementsAre(Kind::text, Kind::keyword_and, Kind::keyword_or, Kind::keyword_not, Kind::text));
}

TEST(Lexer, EndsATextAtParenthesesQuotesAndSpace) {
    EXPECT_THAT(kinds_of("(a\"b\")c\td"),
                ElementsAre(Kind::open, Kind::text, Kind::text, Kind::close, Kind::text, Kind::text));
}

TEST(Lexer, KnowsAMinusWhereATermBeginsOnly) {
    EXPECT_THAT(kinds_of("-a b-c"), ElementsAre(Kind::minus, Kind::text, Kind::text));
    EXPECT_THAT(kinds_of("-a -5", Place::group), ElementsAre(Kind::minus, Kind::text, Kind::text));
    EXPECT_EQ(first_of("-5", Place::value).spelled, "-5");
}

TEST(Lexer, TakesAFieldsNameWithItsOperator) {
    EXPECT_EQ(first_of("a:b").op, Operator::is);
    EXPECT_EQ(first_of("a:~\"b\"").op, Operator::regex);
    EXPECT_EQ(first_of("a>1").op, Operator::more);
    EXPECT_EQ(first_of("a>=1").op, Operator::at_least);
    EXPECT_EQ(first_of("a:<1").op, Operator::less);
    EXPECT_EQ(first_of("a:<=1").op, Operator::at_most);
    EXPECT_EQ(first_of("\"a b\":1").kind, Kind::field);
}

TEST(Lexer, CutsATextAtItsStars) {
    EXPECT_THAT(first_of("a*b**c\\*").pattern.pieces, ElementsAre("a", "b", "c*"));
    EXPECT_THAT(first_of("\"a*b\"").pattern.pieces, ElementsAre("a*b"));
    EXPECT_TRUE(first_of("*").pattern.is_star());
}

TEST(Lexer, TakesTheMeaningFromEscapedPunctuation) {
    EXPECT_THAT(first_of(R"(a\ b\:\(\)\\)").pattern.pieces, ElementsAre(R"(a b:()\)"));
    EXPECT_THAT(first_of(R"("a\"b\n\t\r\\")").pattern.pieces, ElementsAre("a\"b\n\t\r\\"));
}

TEST(Lexer, LeavesARegexAsItIs) {
    EXPECT_THAT(first_of(R"("\d+\"\\")", Place::regex).pattern.pieces, ElementsAre(R"(\d+\"\\)"));
}

TEST(Lexer, CountsCharactersNotBytes) {
    const Lexer lexer{"äöü€😀x"};

    EXPECT_EQ(lexer.error_at(13, "here").detail, "at character 6: here");
    EXPECT_EQ(lexer.error_at(0, "here").detail, "at character 1: here");
}

}  // namespace
}  // namespace logbeam::query
