#include "query/needle.hpp"

#include "query/tokens.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace logbeam::query {
namespace {

std::string random_text(std::mt19937& random, std::size_t longest) {
    std::string text(random() % (longest + 1), 'a');
    for (char& c : text) {
        c = "aabAB"[random() % 5];
    }
    return text;
}

TEST(Needle, FindsWhatAPlainSearchFinds) {
    std::mt19937 random{1};
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random_text(random, 200);
        const std::string sought = "b" + random_text(random, round % 2 == 0 ? 6 : 60);
        const std::size_t from = random() % (text.size() + 1);
        ASSERT_EQ(Needle{sought}.find(text, from), folded(text).find(folded(sought), from)) << text << " " << sought;
    }
}

TEST(Needle, FoldsLettersOfAsciiOnly) {
    EXPECT_EQ(Needle{"ReSeT"}.find("connection rEsEt", 0), 11u);
    EXPECT_EQ(Needle{"\xC3\xA9"}.find("\xC3\x89", 0), std::string::npos);
    EXPECT_EQ(Needle{"["}.find("{", 0), std::string::npos);
    EXPECT_EQ(Needle{"@"}.find("`", 0), std::string::npos);
}

}  // namespace
}  // namespace logbeam::query
