#include "http/url_text.hpp"

#include <gtest/gtest.h>

namespace logbeam::http {
namespace {

TEST(PercentDecoding, TakesTwoHexadecimalDigitsAndNothingElse) {
    EXPECT_EQ(percent_decode("a%20b%2F%c3%A4+"), "a b/ä+");
    EXPECT_EQ(percent_decode(""), "");
    for (const auto* text : {"%", "%2", "%zz", "a%2", "%%20", "% 0"}) {
        EXPECT_FALSE(percent_decode(text)) << text;
    }
}

TEST(PercentEncoding, IsReadBackAsItWas) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) {
        every_byte += static_cast<char>(byte);
    }

    EXPECT_EQ(percent_decode(percent_encode(every_byte)), every_byte);
    EXPECT_EQ(percent_encode("aZ0-._~"), "aZ0-._~");
    EXPECT_EQ(percent_encode("a;b"), "a%3Bb");
}

TEST(AQuery, IsItsPairsInTheirOrder) {
    EXPECT_EQ(parse_query("topic=a&topic=b.%3E&flag&x=1=2&&q=a+b"),
              (Pairs{{"topic", "a"}, {"topic", "b.>"}, {"flag", ""}, {"x", "1=2"}, {"q", "a b"}}));
    EXPECT_EQ(parse_query(""), Pairs{});
    EXPECT_FALSE(parse_query("a=%"));
    EXPECT_FALSE(parse_query("%=a"));
}

TEST(AQuery, IsReadBackAsItWasWritten) {
    const Pairs pairs{{"a b", "1&2=3"}, {"", "+"}, {"c", ""}};

    EXPECT_EQ(parse_query(write_query(pairs)), pairs);
}

TEST(ATarget, IsAPathAndAQuery) {
    const auto target = parse_target("/logs%2Fa/b?topic=x?y");

    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/logs/a/b");
    EXPECT_EQ(target->query, (Pairs{{"topic", "x?y"}}));
}

TEST(ATarget, OfAnotherFormIsRefused) {
    for (const auto* text : {"", "*", "http://localhost/", "a", "?a=b", "/%", "/a%00b", "/a%0Ab", "/%FF", "/?a=%"}) {
        EXPECT_FALSE(parse_target(text)) << text;
    }
}

TEST(ACookie, IsFoundByItsWholeName) {
    EXPECT_EQ(find_cookie("logbeam_token=abc", "logbeam_token"), "abc");
    EXPECT_EQ(find_cookie("a=1;  logbeam_token=a%20b ; c=2", "logbeam_token"), "a b");
    EXPECT_EQ(find_cookie("x_logbeam_token=1; logbeam_token=2; logbeam_token=3", "logbeam_token"), "2");
    EXPECT_EQ(find_cookie("logbeam_token", "logbeam_token"), "");
    EXPECT_EQ(find_cookie("Logbeam_token=1; xlogbeam_token=2", "logbeam_token"), std::nullopt);
    EXPECT_EQ(find_cookie("logbeam_token=%", "logbeam_token"), std::nullopt);
    EXPECT_EQ(find_cookie("", "logbeam_token"), std::nullopt);
}

}  // namespace
}  // namespace logbeam::http
