#include "alert/kinds/make_detector.hpp"
#include "unit/alert/seen_stream.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace seen_stream;

TEST(AMatchRule, FindsAMomentInEachSighting) {
    const Rule rule;
    const auto detector = make_match(rule, Match{});

    const auto told = play(*detector,
                           {{.time = Timestamp{7s}, .group = "a", .seq = 1, .now = Timestamp{7s}},
                            {.time = Timestamp{5s}, .group = "b", .seq = 2, .now = Timestamp{7s}}},
                           Timestamp{1h}, Stepping::when_due);

    EXPECT_EQ(told, (std::vector<Told>{{"moment", "a", Timestamp{7s}, 1, "", {1}},
                                       {"moment", "b", Timestamp{5s}, 1, "", {2}}}));
    EXPECT_EQ(detector->groups(), 0U);
    EXPECT_EQ(detector->next_due(), std::nullopt);
}

}  // namespace
}  // namespace logbeam::alert
