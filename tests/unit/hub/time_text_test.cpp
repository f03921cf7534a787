#include "hub/time_text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace logbeam::hub {
namespace {

TEST(TimeText, WritesWhatToRfc3339Writes) {
    TimeText text;
    std::mt19937_64 random{3};

    for (int count = 0; count < 20'000; ++count) {
        const auto near = std::int64_t{1'700'000'000'000'000'000} + static_cast<std::int64_t>(random() % 5'000'000'000);
        const auto anywhere = static_cast<std::int64_t>(random());
        const Timestamp time{std::chrono::nanoseconds{count % 10 == 0 ? anywhere : near}};
        ASSERT_EQ(text.of(time), to_rfc3339(time)) << time.time_since_epoch().count();
    }
}

TEST(TimeText, CrossesTheYear1970) {
    TimeText text;

    for (const std::int64_t ticks : {-1, 0, 1, -1'000'000'000, -1'000'000'001}) {
        const Timestamp time{std::chrono::nanoseconds{ticks}};
        EXPECT_EQ(text.of(time), to_rfc3339(time));
    }
}

}  // namespace
}  // namespace logbeam::hub
