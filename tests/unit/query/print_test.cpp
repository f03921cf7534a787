#include "unit/query/ask.hpp"

#include <gtest/gtest.h>

namespace logbeam::query {
namespace {

using test::canonical;

TEST(Printer, QuotesOnlyWhatWouldReadOtherwise) {
    EXPECT_EQ(canonical(R"("plain" city:"Berlin" city:"New York")"), R"(plain city:Berlin city:"New York")");
    EXPECT_EQ(canonical(R"("-a" "OR" "a:b" a:"b:c" a:"-b" a:"~b" a:">b")"),
              R"("-a" "OR" "a:b" a:b:c a:-b a:"~b" a:">b")");
    EXPECT_EQ(canonical(R"(a:"x\"y\\z")"), R"(a:"x\"y\\z")");
}

TEST(Printer, EscapesBesideStars) {
    EXPECT_EQ(canonical(R"(a:\(b\)*)"), R"(a:\(b\)*)");
    EXPECT_EQ(canonical(R"(\-a*)"), R"(\-a*)");
    EXPECT_EQ(canonical(R"(a:x\ny*)"), R"(a:x\ny*)");
}

TEST(Printer, WritesNoMoreParenthesesThanItTakes) {
    EXPECT_EQ(canonical("((a) (b)) OR ((c))"), "a b OR c");
    EXPECT_EQ(canonical("a AND (b OR c) AND NOT (d e)"), "a (b OR c) -(d e)");
}

TEST(Printer, NamesFieldsAsShortAsItCan) {
    EXPECT_EQ(canonical("data.x:1 time>-1h data.time:x data.metadata.x:1 data.message:a"),
              "x:1 timestamp>-1h data.time:x data.metadata.x:1 message:a");
}

TEST(Printer, GivesLevelsTheirNames) {
    EXPECT_EQ(canonical("level:WARN level>=err"), "level:warning level>=error");
}

TEST(Printer, KeepsTimesAndNumbersAsTheyWereWritten) {
    EXPECT_EQ(canonical("time>=-15m x>2e2 x:007"), "timestamp>=-15m x>2e2 x:007");
}

}  // namespace
}  // namespace logbeam::query
