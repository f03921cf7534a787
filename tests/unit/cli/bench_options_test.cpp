#include "cli/bench/bench_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::cli {
namespace {

TEST(BenchOptions, AreRefusedWhenNoMessageCouldEverBeSent) {
    BenchOptions options;
    options.window = 100;
    options.batch = 101;

    EXPECT_FALSE(check(options).ok());
    options.batch = 100;
    EXPECT_TRUE(check(options).ok());
}

TEST(BenchOptions, AreRefusedWhenTheDialectCannotDoIt) {
    BenchOptions options;
    options.dialect = BenchDialect::realtime;
    options.patterns = 2;

    EXPECT_FALSE(check(options).ok());
}

TEST(BenchOptions, AskForAcknowledgementsOfJetStreamOnly) {
    BenchOptions options;
    options.acknowledged = true;

    EXPECT_FALSE(check(options).ok());
    options.dialect = BenchDialect::nats;
    EXPECT_TRUE(check(options).ok());
}

}  // namespace
}  // namespace logbeam::cli
