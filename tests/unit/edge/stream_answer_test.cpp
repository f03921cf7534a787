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

TEST(StreamAnswer, SaysWhenTheStreamTookAMessage) {
    const auto time = parse_message_time(R"({"message":{"seq":3,"time":"1970-01-01T00:00:01.000000005Z"}})");
    ASSERT_TRUE(time);
    EXPECT_EQ(*time, 1'000'000'005);

    EXPECT_FALSE(parse_message_time(R"({"message":{"seq":3,"time":"yesterday"}})"));
    EXPECT_FALSE(parse_message_time(R"({"message":{"seq":3}})"));
    EXPECT_FALSE(parse_message_time(R"({"error":{"code":404,"err_code":10037}})"));
}

TEST(StreamAnswer, RefusesASequenceThatIsNotThere) {
    EXPECT_EQ(parse_stored(R"({"stream":"KV_a","seq":7})").value(), 7U);
    EXPECT_FALSE(parse_stored(R"({"stream":"KV_a"})"));
    EXPECT_EQ(
        parse_stored(R"({"error":{"code":400,"err_code":10071,"description":"wrong last sequence"}})").error().code,
        ErrorCode::refused);
}

TEST(StreamAnswer, SaysWhereAMessageComesFrom) {
    const auto delivered = parse_delivered("$JS.ACK.LOGBEAM.abc.1.42.7.1795332830028105690.9");
    ASSERT_TRUE(delivered);
    EXPECT_EQ(delivered->stream_seq, 42U);
    EXPECT_EQ(delivered->consumer_seq, 7U);
    EXPECT_EQ(delivered->time, 1795332830028105690);
    EXPECT_EQ(delivered->pending, 9U);

    const auto elsewhere = parse_delivered("$JS.ACK.hub.A1B2.LOGBEAM.abc.1.43.8.1795332830028105690.0.xyz");
    ASSERT_TRUE(elsewhere);
    EXPECT_EQ(elsewhere->stream_seq, 43U);
    EXPECT_EQ(elsewhere->consumer_seq, 8U);
}

TEST(StreamAnswer, TakesNoOtherReplySubjectForAPlace) {
    for (const char* const reply : {"", "_INBOX.x", "$JS.ACK.a.b.1.2.3", "$JS.ACK.a.b.1.x.3.4.5",
                                    "$JS.FC.a.b.1.2.3.4.5", "$JS.ACK.a.b.1.99999999999999999999.3.4.5", "........"})
        EXPECT_FALSE(parse_delivered(reply)) << reply;
}

TEST(StreamAnswer, SaysWhatJetStreamSays) {
    const auto refused =
        read_answer(R"({"error":{"code":503,"err_code":10039,"description":"JetStream not enabled for account"}})");
    EXPECT_EQ(refused.error().code, ErrorCode::store_unavailable);
    EXPECT_EQ(refused.error().detail, "JetStream says: JetStream not enabled for account (10039)");
}

}  // namespace
}  // namespace logbeam::edge
