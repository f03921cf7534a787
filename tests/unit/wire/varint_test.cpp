#include "wire/varint.hpp"

#include "wire/byte_reader.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace logbeam::wire {
namespace {

std::string varint(std::uint64_t number) {
    std::string bytes;
    append_varint(bytes, number);
    return bytes;
}

TEST(Varint, TakesSevenBitsAByteLowestFirst) {
    EXPECT_EQ(varint(0), std::string(1, '\0'));
    EXPECT_EQ(varint(127), "\x7F");
    EXPECT_EQ(varint(300), "\xAC\x02");
    EXPECT_EQ(varint(std::numeric_limits<std::uint64_t>::max()).size(), longest_varint);
}

TEST(Varint, ReadsBack) {
    for (unsigned bit = 0; bit < 64; ++bit) {
        for (const auto number : {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1}) {
            const auto bytes = varint(number);
            ByteReader reader{bytes};

            EXPECT_EQ(reader.varint(), number);
            EXPECT_TRUE(reader.is_well());
            EXPECT_EQ(reader.left(), 0U);
        }
    }
}

TEST(Varint, HasOneFormOnly) {
    for (const auto& bytes : {std::string("\x80\x00", 2), std::string("\xFF\x80\x00", 3)}) {
        ByteReader reader{bytes};

        EXPECT_EQ(reader.varint(), 0U);
        EXPECT_FALSE(reader.is_well());
    }
}

TEST(Zigzag, KeepsSmallDifferencesSmallAndLosesNone) {
    EXPECT_EQ(zigzag(0), 0U);
    EXPECT_EQ(zigzag(static_cast<std::uint64_t>(-1)), 1U);
    EXPECT_EQ(zigzag(1), 2U);
    for (const auto number :
         {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 63, (std::uint64_t{1} << 63) - 1}) {
        EXPECT_EQ(unzigzag(zigzag(number)), number);
    }
}

TEST(ByteReader, GivesNothingAfterTheFirstProblem) {
    ByteReader reader{"\x05"
                      "abc"};

    EXPECT_EQ(reader.text(), "");
    EXPECT_EQ(reader.byte(), 0U);
    EXPECT_EQ(reader.varint(), 0U);
    EXPECT_EQ(reader.problem(), "it ends too early");
    EXPECT_EQ(reader.position(), 1U);
}

}  // namespace
}  // namespace logbeam::wire
