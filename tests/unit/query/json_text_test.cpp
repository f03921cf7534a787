#include "query/json_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::query {
namespace {

std::string unescaped(std::string_view raw) {
    std::string room(raw.size(), '\0');
    room.resize(unescape(raw, room.data()));
    return room;
}

TEST(RawString, EndsAtItsOwnQuote) {
    const std::string json = R"("a\\","b\"c")";
    std::size_t at = 0;

    EXPECT_EQ(take_string(json, at).text, R"(a\\)");
    ++at;
    const RawString second = take_string(json, at);
    EXPECT_EQ(second.text, R"(b\"c)");
    EXPECT_TRUE(second.has_escapes);
    EXPECT_EQ(at, json.size());
}

TEST(RawString, MayBeLongerThanABlock) {
    for (std::size_t bytes = 0; bytes < 50; ++bytes) {
        const std::string json = '"' + std::string(bytes, 'x') + "\"";
        std::size_t at = 0;
        const RawString string = take_string(json, at);
        EXPECT_EQ(string.text.size(), bytes);
        EXPECT_FALSE(string.has_escapes);
    }
}

TEST(Unescape, KnowsEveryEscapeOfJson) {
    EXPECT_EQ(unescaped(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
    EXPECT_EQ(unescaped(R"(\u0041\u00e9\u20AC\ud83d\uDE00x)"), "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x");
}

TEST(SkipValue, PassesWholeContainers) {
    const std::string json = R"({"a":[1,{"b":"]}"}],"c":{}} ,)";

    EXPECT_EQ(json.substr(skip_value(json, 0)), " ,");
    EXPECT_EQ(skip_value("12,", 0), 2u);
    EXPECT_EQ(skip_value("true}", 0), 4u);
}

}  // namespace
}  // namespace logbeam::query
