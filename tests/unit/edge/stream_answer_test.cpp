#include "edge/stream_answer.hpp"

#include <gtest/gtest.h>

namespace logbeam::edge {
namespace {

TEST(StreamAnswer, HasTheNumberOfItsError) {
    EXPECT_EQ(error_number(R"({"error":{"code":404,"err_code":10037,"description":"no message found"}})"),
              no_such_message);
    EXPECT_EQ(error_number(R"({"error":{"code":503,"err_code":10008}})"), 10008U);
}

TEST(StreamAnswer, HasNoNumberWhereItIsNoErrorOfJetStream) {
    EXPECT_EQ(error_number(R"({"message":{"subject":"a","seq":3}})"), 0U);
    EXPECT_EQ(error_number(R"({"error":"no"})"), 0U);
    EXPECT_EQ(error_number(""), 0U);
}

TEST(StreamAnswer, BringsAMessageAndTellsOneThatIsRemovedOrNotThere) {
    const auto found = parse_message(R"({"message":{"subject":"a","seq":3,"data":"aGVsbG8="}})");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->value, "hello");
    EXPECT_EQ(found->revision, 3U);

    const auto absent = parse_message(R"({"error":{"code":404,"err_code":10037}})");
    ASSERT_TRUE(absent);
    EXPECT_FALSE(absent->value);

    EXPECT_FALSE(parse_message(R"({"message":{"seq":3,"data":"*"}})"));
    EXPECT_FALSE(parse_message("[]"));
}

TEST(StreamAnswer, RefusesASequenceThatIsNotThere) {
    EXPECT_EQ(parse_stored(R"({"stream":"KV_a","seq":7})").value(), 7U);
    EXPECT_FALSE(parse_stored(R"({"stream":"KV_a"})"));
    EXPECT_EQ(
        parse_stored(R"({"error":{"code":400,"err_code":10071,"description":"wrong last sequence"}})").error().code,
        ErrorCode::refused);
}

}  // namespace
}  // namespace logbeam::edge
