#include "query/program.hpp"

#include "unit/query/ask.hpp"

#include <gtest/gtest.h>

#include <string>

// What the vectors cannot say: spellings of JSON, and sizes.
namespace logbeam::query {
namespace {

using test::EventText;
using test::matches;

TEST(Evaluation, ReadsEscapesAsWhatTheyStandFor) {
    EXPECT_TRUE(matches("timeout", R"({"message":"a\ntimeout"})"));
    EXPECT_FALSE(matches("ntimeout", R"({"message":"a\ntimeout"})"));
    EXPECT_TRUE(matches("city:k\xC3\xB6ln", R"({"city":"K\u00f6ln"})"));
    EXPECT_TRUE(matches("emoji:\xF0\x9F\x98\x80", R"({"emoji":"\ud83d\ude00"})"));
    EXPECT_TRUE(matches("message:~\"^a\\tb$\"", R"({"message":"a\tb"})"));
}

TEST(Evaluation, ComparesNumbersHoweverTheyAreSpelled) {
    for (const std::string number : {"200", "200.0", "2e2", "2.00E+2", "20000e-2"}) {
        EXPECT_TRUE(matches("x:200", "{\"x\":" + number + "}")) << number;
        EXPECT_TRUE(matches("x>=200 x<=200", "{\"x\":" + number + "}")) << number;
    }
    EXPECT_TRUE(matches("x:2.00*", R"({"x":2.00E+2})"));  // a wildcard sees the spelling
}

TEST(Evaluation, TakesWhiteSpaceInData) {
    EXPECT_TRUE(matches("a.b:2 c:3", "{ \"a\" : { \"b\" : [ 1 , 2 ] } ,\n\"c\" : 3 }"));
}

TEST(Evaluation, ReadsAnEscapedStringOfAnySize) {
    const std::string filling(100'000, 'x');

    EXPECT_TRUE(matches("needle", R"({"message":"\n)" + filling + R"( needle"})"));
    EXPECT_TRUE(matches("a:*needle", R"({"a":"\n)" + filling + R"(needle"})"));
}

TEST(Evaluation, FindsFieldsBehindMoreThanItKeeps) {
    std::string items;
    for (int item = 0; item < 500; ++item) {
        items += R"({"id":)" + std::to_string(item) + "},";
    }
    const std::string data = R"({"items":[)" + items + R"({"id":-1}],"last":1})";

    EXPECT_TRUE(matches("items.id:499 items.id:-1 items.id:0 last:1", data));
    EXPECT_TRUE(matches("-items.id:500 items.id:498", data));
    EXPECT_FALSE(matches("items.id:500", data));
}

TEST(Evaluation, AsksOneValueOfAnArrayAtATime) {
    EXPECT_TRUE(matches("x>1 x<1", R"({"x":[0,2]})"));
    EXPECT_TRUE(matches("x:b", R"({"x":[[["a"],"b"]]})"));
    EXPECT_FALSE(matches("x:*", R"({"y":[1]})"));
    EXPECT_FALSE(matches("x:1", R"({"x":[]})"));
}

TEST(Evaluation, FindsMembersAroundData) {
    const EventText event{
        .source = "api", .data = R"({"source":"x"})", .metadata = R"({"host":"h"})", .client_id = "c"};

    EXPECT_TRUE(matches("id:id-1 source:api clientId:c metadata.host:h data.source:x", event));
    EXPECT_FALSE(matches("source:x", event));
}

TEST(Evaluation, KnowsAnEventWithoutANumber) {
    EXPECT_FALSE(matches("seq:*", EventText{.seq = 0}));
    EXPECT_FALSE(matches("seq<5", EventText{.seq = 0}));
    EXPECT_TRUE(matches("seq<5", EventText{.seq = 4}));
}

TEST(Evaluation, EndsInTimeForAHostilePattern) {
    const std::string stars = "x:" + std::string("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b");

    EXPECT_FALSE(matches(stars, R"({"x":")" + std::string(200'000, 'a') + "\"}"));
    EXPECT_FALSE(matches("x:*" + std::string(1000, 'a') + "b*", R"({"x":")" + std::string(200'000, 'a') + "\"}"));
    EXPECT_FALSE(matches("x:~\"(a*)*b\"", R"({"x":")" + std::string(200'000, 'a') + "\"}"));
}

TEST(Program, KnowsWhetherItIsEverything) {
    EXPECT_TRUE(test::compiled("")->is_everything());
    EXPECT_FALSE(test::compiled("a")->is_everything());
    EXPECT_FALSE(test::compiled("-*")->is_everything());
}

}  // namespace
}  // namespace logbeam::query
