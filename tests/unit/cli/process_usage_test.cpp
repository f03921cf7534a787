#include "cli/bench/process_usage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>

namespace logbeam::cli {
namespace {

TEST(ProcessUsage, KnowsThisProcessAndRefusesOneThatIsNot) {
    const auto usage = usage_of(::getpid());

    ASSERT_TRUE(usage.ok());
    EXPECT_GT(usage->resident_bytes, 1'000'000u);
    EXPECT_LT(usage->resident_bytes, std::uint64_t{1} << 40);
    EXPECT_FALSE(usage_of(0).ok());
}

}  // namespace
}  // namespace logbeam::cli
