#include "support/child_process.hpp"

#include <gtest/gtest.h>

// Runs the tests, or the role that a test started this program for.
int main(int argc, char** argv) {
    if (const auto result = logbeam::test::Role::play(argc, argv)) {
        return *result;
    }
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
