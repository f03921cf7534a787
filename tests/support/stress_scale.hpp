#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

// How much a long test does: LOGBEAM_STRESS is the share of the full numbers (1: all of them), LOGBEAM_SEED
// repeats the choices of an earlier run.
namespace logbeam::test {

// At least 1.
[[nodiscard]] inline std::uint64_t scaled(std::uint64_t full) {
    constexpr double usual_share = 0.05;
    const char* set = std::getenv("LOGBEAM_STRESS");
    const double share = set == nullptr ? usual_share : std::strtod(set, nullptr);
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(static_cast<double>(full) * share));
}

// The running test's choices; whoever asks, the seed is printed and stands in the test's report.
[[nodiscard]] inline std::mt19937_64 seeded_choices() {
    const char* set = std::getenv("LOGBEAM_SEED");
    const std::uint64_t seed = set == nullptr ? std::random_device{}() : std::strtoull(set, nullptr, 10);
    std::printf("LOGBEAM_SEED=%llu\n", static_cast<unsigned long long>(seed));
    ::testing::Test::RecordProperty("seed", std::to_string(seed));
    return std::mt19937_64{seed};
}

// One of 0 ... most.
[[nodiscard]] inline std::uint64_t choose(std::mt19937_64& choices, std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>{0, most}(choices);
}

}  // namespace logbeam::test
