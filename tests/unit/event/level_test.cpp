#include <logbeam/drops.hpp>
#include <logbeam/event.hpp>

#include <gtest/gtest.h>

namespace logbeam {
namespace {

TEST(Level, ReadsBackItsName) {
    for (std::size_t index = 0; index < level_count; ++index) {
        const auto level = static_cast<Level>(index);
        EXPECT_EQ(parse_level(to_string(level)), level);
    }
}

TEST(Level, HasAliasesAndNoCase) {
    EXPECT_EQ(parse_level("warn"), Level::warning);
    EXPECT_EQ(parse_level("ERR"), Level::error);
    EXPECT_EQ(parse_level("Critical"), Level::critical);
    EXPECT_EQ(parse_level("fatal"), std::nullopt);
    EXPECT_EQ(parse_level(""), std::nullopt);
    EXPECT_EQ(parse_level("infos"), std::nullopt);
}

TEST(DropReason, HasAName) {
    EXPECT_EQ(to_string(DropReason::queue_full), "queue_full");
    EXPECT_EQ(to_string(DropReason::closed), "closed");
    EXPECT_EQ(to_string(static_cast<DropReason>(99)), "unknown");
}

}  // namespace
}  // namespace logbeam
