#include "embed/live_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// LOGBEAM_LIVE
namespace logbeam::embed {
namespace {

TEST(LiveWish, IsToBeLiveWhereTheEnvironmentSaysNothing) {
    const auto wish = parse_live_wish(std::nullopt);

    EXPECT_FALSE(wish->is_off);
    EXPECT_EQ(wish->port, std::nullopt);
}

TEST(LiveWish, CanBeOff) {
    for (const auto* text : {"off", "0", "false"}) {
        EXPECT_TRUE(parse_live_wish(text)->is_off) << text;
    }
}

TEST(LiveWish, CanBeAPort) {
    const auto wish = parse_live_wish("4000");

    EXPECT_FALSE(wish->is_off);
    EXPECT_EQ(wish->port, 4000);
}

TEST(LiveWish, ThatCannotBeReadIsRefusedWithWhatToWrite) {
    for (const auto* text : {"on", "65536", "-1", "3030x", " 3030", "127.0.0.1:3030"}) {
        const auto wish = parse_live_wish(text);

        ASSERT_FALSE(wish.ok()) << text;
        EXPECT_EQ(wish.error().code, ErrorCode::invalid_option);
        EXPECT_THAT(wish.error().detail, testing::HasSubstr("write off, or a port"));
    }
}

}  // namespace
}  // namespace logbeam::embed
