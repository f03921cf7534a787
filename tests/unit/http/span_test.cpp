#include "http/span.hpp"

#include <gtest/gtest.h>

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;

TEST(ASpan, IsAWholeNumberOfOneUnit) {
    EXPECT_EQ(parse_span("500ms"), 500ms);
    EXPECT_EQ(parse_span("10s"), 10s);
    EXPECT_EQ(parse_span("15m"), 15min);
    EXPECT_EQ(parse_span("2h"), 2h);
    EXPECT_EQ(parse_span("7d"), 168h);
    EXPECT_EQ(parse_span("1w"), 168h);
}

TEST(ASpan, IsNothingElse) {
    for (const auto* text :
         {"", "s", "10", "0s", "-1s", "1.5h", "10 s", "10sec", "9223372036854775807w", "99999999999999999999s"}) {
        EXPECT_EQ(parse_span(text), std::nullopt) << text;
    }
}

TEST(ASpan, IsWrittenInItsLargestUnit) {
    EXPECT_EQ(span_text(500ms), "500ms");
    EXPECT_EQ(span_text(90s), "90s");
    EXPECT_EQ(span_text(120s), "2m");
    EXPECT_EQ(span_text(24h), "1d");
    EXPECT_EQ(span_text(336h), "2w");
}

}  // namespace
}  // namespace logbeam::http
