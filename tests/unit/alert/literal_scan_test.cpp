#include "alert/literal_scan.hpp"

#include "query/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace logbeam::alert {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::set<std::uint32_t> found_in(const LiteralScan& scan, std::string_view text) {
    std::set<std::uint32_t> found;
    scan.scan(text, [&found](std::uint32_t index) { found.insert(index); });
    return found;
}

std::string literal(const char* query) {
    return literal_of(query::Program::compile(query, {}).value()->need()).value_or("none");
}

TEST(ALiteral, IsTheLongestTextThatAQueryAsksFor) {
    EXPECT_EQ(literal("Timeout level:error"), "timeout");
    EXPECT_EQ(literal("\"connection reset\""), "connection");
    EXPECT_EQ(literal("source:orders-api city:Berlin"), "orders-api");
    EXPECT_EQ(literal("order_id:42"), "order_id");
    EXPECT_EQ(literal("a OR b"), "none");
    EXPECT_EQ(literal("NOT timeout"), "none");
    EXPECT_EQ(literal("level>=error"), "none");
}

TEST(ALiteralScan, FindsWhatStandsInAText) {
    const LiteralScan scan{{"timeout", "reset by", "abc", "order_id"}};

    EXPECT_THAT(found_in(scan, "Connection RESET by peer, TimeOut"), UnorderedElementsAre(0U, 1U));
    EXPECT_THAT(found_in(scan, "nothing of it"), ElementsAre());
    EXPECT_THAT(found_in(scan, "abc"), ElementsAre(2U));
    EXPECT_THAT(found_in(scan, ""), ElementsAre());
}

TEST(ALiteralScan, MissesNothingThatAnEscapeHides) {
    const LiteralScan scan{{"timeout"}};

    EXPECT_THAT(found_in(scan, R"({"message":"t\u0069meout"})"), ElementsAre(0U));
}

TEST(ALiteralScan, FindsWhatASimpleSearchFinds) {
    std::mt19937 random{7};
    const auto text_of = [&random](std::size_t length) {
        std::string text;
        for (std::size_t index = 0; index < length; ++index)
            text += static_cast<char>('a' + random() % 3);
        return text;
    };
    for (int round = 0; round < 500; ++round) {
        std::vector<std::string> literals;
        for (std::size_t count = random() % 5; count-- > 0;)
            literals.push_back(text_of(3 + random() % 5));
        const std::string text = text_of(random() % 40);
        std::set<std::uint32_t> expected;
        for (std::uint32_t index = 0; index < literals.size(); ++index) {
            if (text.find(literals[index]) != std::string::npos) expected.insert(index);
        }

        EXPECT_EQ(found_in(LiteralScan{literals}, text), expected) << text;
    }
}

}  // namespace
}  // namespace logbeam::alert
