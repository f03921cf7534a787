#include "http/process_stats.hpp"

#include <gtest/gtest.h>

namespace logbeam::http {
namespace {

TEST(ProcessStats, AreThoseOfThisProcess) {
    const auto stats = read_process_stats();

    EXPECT_GT(stats.resident_bytes, 1u << 20);
    EXPECT_GE(stats.open_descriptors, 2u);
    EXPECT_GT(stats.cpu_seconds, 0);
}

}  // namespace
}  // namespace logbeam::http
