#include "transport/nats/batch_header.hpp"

#include <gtest/gtest.h>

namespace logbeam::transport {
namespace {

const BatchHeader usual{"k3v9t2m8q1x0z", 500, 505, 3, 480};

TEST(BatchHeader, IsOneLineOfWords) {
    EXPECT_EQ(encode(usual), "k3v9t2m8q1x0z 500 505 3 480");
}

TEST(BatchHeader, ReadsWhatItWrites) {
    EXPECT_EQ(parse_batch_header(encode(usual)), usual);
}

TEST(BatchHeader, ReadsTheWholeRangeOfCounters) {
    const BatchHeader widest{"p", UINT64_MAX - 1, UINT64_MAX, 2, UINT64_MAX - 2};

    EXPECT_EQ(parse_batch_header(encode(widest)), widest);
}

TEST(BatchHeader, GivesAMessageIdThatNamesItsRange) {
    EXPECT_EQ(message_id(usual), "k3v9t2m8q1x0z-1f4-1f9");
}

struct WrongHeader : ::testing::TestWithParam<const char*> {};

TEST_P(WrongHeader, IsRefused) {
    EXPECT_EQ(parse_batch_header(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Headers, WrongHeader,
                         ::testing::Values("", " ", "p", "p 1 1 1", "p 1 1 1 0 ", "p 1 1 1 0 0", " 1 1 1 0",
                                           "p  1 1 1 0", "p 01 1 1 0", "p +1 1 1 0", "p -1 1 1 0", "p 1x 1 1 0",
                                           "p 1 18446744073709551616 1 0",  // beyond 64 bits
                                           "p 0 1 1 0",                     // counters begin with 1
                                           "p 2 1 1 0",                     // backwards
                                           "p 1 1 2 0",                     // more events than counters
                                           "p 5 6 1 5",                     // before itself
                                           "p\x7f 1 1 1 0", "p\n 1 1 1 0"));

}  // namespace
}  // namespace logbeam::transport
