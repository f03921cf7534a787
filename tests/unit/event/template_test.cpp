#include "event/template.hpp"

#include "json/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::event {
namespace {

std::string template_of(std::string_view message) {
    PairList pairs;
    extract_pairs(message, pairs);
    std::string text = "what was there before";
    guess_template(message, pairs, text);
    return text;
}

TEST(Template, KeepsWords) {
    EXPECT_EQ(template_of("connection reset by peer"), "connection reset by peer");
    EXPECT_EQ(template_of(""), "");
    EXPECT_EQ(template_of("größer als früher"), "größer als früher");
}

TEST(Template, MasksTheValuesOfPairsAndKeepsTheirKeys) {
    EXPECT_EQ(template_of("order shipped order_id=42 city=Berlin"), "order shipped order_id=<*> city=<*>");
    EXPECT_EQ(template_of(R"(k8s="a b", list=[1, 2] end)"), "k8s=<*>, list=<*> end");
}

TEST(Template, MasksWordsWithDigits) {
    EXPECT_EQ(template_of("took 15ms for user17"), "took <*> for <*>");
    EXPECT_EQ(template_of("from 10.0.0.17:5432 at 12:30:05.123"), "from <*> at <*>");
    EXPECT_EQ(template_of("job 550e8400-e29b-41d4-a716-446655440000 done"), "job <*> done");
    EXPECT_EQ(template_of("at 0x7ffe12 (code 5), line 12: bad"), "at <*> (code <*>), line <*>: bad");
    EXPECT_EQ(template_of("/api/users/17/orders"), "/api/users/<*>/orders");
    EXPECT_EQ(template_of("waited 1.5s."), "waited <*>.");
}

TEST(Template, MasksQuotedTextsButNoApostrophes) {
    EXPECT_EQ(template_of("file 'a b.txt' and \"c d\" found"), "file <*> and <*> found");
    EXPECT_EQ(template_of("can't open, won't wait"), "can't open, won't wait");
    EXPECT_EQ(template_of("an 'open quote"), "an 'open quote");
}

TEST(Template, MergesMasksWithOnlySpacesBetween) {
    EXPECT_EQ(template_of("values 1 2  3 4 end"), "values <*> end");
    EXPECT_EQ(template_of("values 1, 2, 3"), "values <*>, <*>, <*>");
}

TEST(Template, OfAJsonObjectKeepsItsKeys) {
    EXPECT_EQ(template_of(R"({"order1": 42, "city": "Berlin"})"), R"({"order1": <*>, "city": <*>})");
}

TEST(Template, IsTheSameForMessagesThatDifferInTheirValuesOnly) {
    EXPECT_EQ(template_of("user 17 bought 'x' id=1"), template_of("user 18 bought 'a b c' id=\"two words\""));
}

TEST(Template, IsCutBetweenCharacters) {
    std::string message;
    for (int character = 0; character < 200; ++character) {
        message += "€";
    }

    const auto text = template_of(message);

    EXPECT_EQ(text.size(), 255U);
    EXPECT_TRUE(json::is_utf8(text));
}

TEST(Template, EndsWhereTheNextMaskDoesNotFit) {
    std::string message(254, 'x');
    message += " 17 more words";

    EXPECT_EQ(template_of(message), message.substr(0, 255));
}

}  // namespace
}  // namespace logbeam::event
