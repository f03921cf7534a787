#include "hub/sampler.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>

namespace logbeam::hub {
namespace {

std::uint64_t kept_of(Sampler& sampler, int events, std::optional<Level> level = Level::info) {
    std::mt19937_64 random{7};
    std::uint64_t kept = 0;
    for (int event = 0; event < events; ++event)
        kept += sampler.keeps(random(), level) ? 1 : 0;
    return kept;
}

TEST(Sampler, KeepsEverythingWithoutARate) {
    Sampler sampler{0};

    EXPECT_EQ(kept_of(sampler, 10'000), 10'000U);
    EXPECT_FALSE(sampler.is_on());
}

TEST(Sampler, NeverKeepsMoreThanItsRateInASecond) {
    Sampler sampler{100};

    EXPECT_EQ(kept_of(sampler, 10'000), 100U);
}

TEST(Sampler, SpreadsWhatItKeepsOnceItKnowsTheTraffic) {
    Sampler sampler{1000};
    (void)kept_of(sampler, 10'000);
    (void)sampler.tick();

    std::mt19937_64 random{11};
    std::uint64_t in_first_half = 0;
    for (int event = 0; event < 5'000; ++event)
        in_first_half += sampler.keeps(random(), Level::info) ? 1 : 0;

    EXPECT_NEAR(static_cast<double>(in_first_half), 500.0, 80.0);
}

TEST(Sampler, KeepsWarningsBesideTheOthers) {
    Sampler sampler{10};
    (void)kept_of(sampler, 1000);

    EXPECT_EQ(kept_of(sampler, 8, Level::error), 8U);
    EXPECT_EQ(kept_of(sampler, 100, Level::warning), 2U) << "up to as many again";
}

TEST(Sampler, TellsExactCounts) {
    Sampler sampler{10};
    (void)kept_of(sampler, 25);
    (void)kept_of(sampler, 3, Level::error);

    const Sampled told = sampler.tick();

    EXPECT_EQ(told.seen, 28U);
    EXPECT_EQ(told.sent, 13U);
    EXPECT_EQ(sampler.tick().seen, 0U);
}

}  // namespace
}  // namespace logbeam::hub
