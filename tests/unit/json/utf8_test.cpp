#include "json/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::json {
namespace {

TEST(Utf8, AcceptsEveryLengthOfCharacter) {
    EXPECT_TRUE(is_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF"));
    EXPECT_TRUE(is_utf8(""));
}

TEST(Utf8, RefusesOverlongSurrogatesAndWhatLiesBeyondUnicode) {
    for (const auto* text : {"\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5",
                             "\x80", "\xC3", "\xE2\x82"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
    }
}

TEST(Utf8, IsCheckedWhereverItStandsInLongText) {
    for (std::size_t at = 0; at < 70; ++at) {
        std::string text(70, 'a');
        text.insert(at, "\xE2\x82\xAC");
        EXPECT_TRUE(is_utf8(text)) << at;
        text[at + 1] = 'a';
        EXPECT_FALSE(is_utf8(text)) << at;
    }
}

TEST(Utf8, IsCutBetweenCharacters) {
    EXPECT_EQ(cut_utf8("a\xE2\x82\xAC", 4), "a\xE2\x82\xAC");
    EXPECT_EQ(cut_utf8("a\xE2\x82\xAC", 3), "a");
    EXPECT_EQ(cut_utf8("\xE2\x82\xAC", 2), "");
    EXPECT_EQ(cut_utf8("\x80\x80\x80\x80\x80\x80", 5), "");
}

}  // namespace
}  // namespace logbeam::json
