#include "alert/slicing.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp start{1000h};

TEST(ASlicing, CutsIntoSixtyOrIntoMilliseconds) {
    EXPECT_EQ(Slicing{60s}.end_of(Slicing{60s}.slice_of(start)), start + 60s);
    EXPECT_EQ(Slicing{7ms}.count(), 7);
    EXPECT_EQ(Slicing{7ms}.end_of(Slicing{7ms}.slice_of(start)), start + 7ms);
    EXPECT_TRUE(Slicing{100ms}.covers(Slicing{100ms}.slice_of(start - 98ms), start));
    EXPECT_FALSE(Slicing{100ms}.covers(Slicing{100ms}.slice_of(start - 102ms), start));
}

TEST(ASlicing, KnowsTimesBeforeTheEpoch) {
    const Slicing slicing{60s};

    EXPECT_EQ(slicing.slice_of(Timestamp{-1ns}), -1);
    EXPECT_EQ(slicing.slice_of(Timestamp{-1s}), -1);
    EXPECT_EQ(slicing.slice_of(Timestamp{-1s - 1ns}), -2);
}

}  // namespace
}  // namespace logbeam::alert
