#include "transport/backoff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace logbeam::transport {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, DoublesFromATenthOfASecondToTenSeconds) {
    Backoff backoff{1};

    for (auto whole = 100ms; whole < 200s; whole *= 2) {
        const auto wait = backoff.next();
        EXPECT_LE(wait, std::min<std::chrono::milliseconds>(whole, 10s));
        EXPECT_GE(wait, std::min<std::chrono::milliseconds>(whole, 10s) / 2);
    }
}

TEST(Backoff, StaysBetweenHalfAndWholeForEverySeed) {
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Backoff backoff{seed};
        const auto wait = backoff.next();
        EXPECT_GE(wait, 50ms);
        EXPECT_LE(wait, 100ms);
    }
}

TEST(Backoff, SpreadsClientsThatStartTogether) {
    std::set<std::chrono::milliseconds> waits;
    for (std::uint64_t seed = 1; seed < 1000; seed += 2) {
        Backoff backoff{seed * 1'000'003};
        waits.insert(backoff.next());
    }

    EXPECT_GT(waits.size(), 40U);
}

TEST(Backoff, BeginsAnewWhenReset) {
    Backoff backoff{1};
    for (int attempt = 0; attempt < 10; ++attempt) {
        (void)backoff.next();
    }

    backoff.reset();

    EXPECT_LE(backoff.next(), 100ms);
}

}  // namespace
}  // namespace logbeam::transport
