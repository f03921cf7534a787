#include "transport/nats/stream_reply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::transport {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* two_streams = R"({"type":"io.nats.jetstream.api.v1.stream_list_response","total":2,"streams":[
    {"config":{"name":"EVENTS","subjects":["logbeam.event.logs.>","x.*"],"max_msg_size":-1},"state":{"messages":3}},
    {"config":{"name":"SMALL","subjects":["logbeam.event.orders"],"max_msg_size":4096}}]})";

TEST(StreamList, NamesSubjectsAndLimits) {
    const auto streams = parse_stream_list(two_streams).value().streams;

    ASSERT_THAT(streams, SizeIs(2));
    EXPECT_EQ(streams[0].name, "EVENTS");
    EXPECT_THAT(streams[0].subjects, ElementsAre("logbeam.event.logs.>", "x.*"));
    EXPECT_EQ(streams[0].max_message, std::nullopt);
    EXPECT_EQ(streams[1].max_message, 4096U);
}

TEST(StreamList, LeavesOutWhatDoesNotAcknowledge) {
    EXPECT_THAT(parse_stream_list(R"({"streams":[{"config":{"name":"A","subjects":["a"],"no_ack":true}},
                                                 {"config":{"name":"B","subjects":["b"],"sealed":true}}]})")
                    .value()
                    .streams,
                IsEmpty());
}

TEST(StreamList, IsEmptyWhenThereIsNone) {
    EXPECT_THAT(parse_stream_list(R"({"total":0,"streams":null})").value().streams, IsEmpty());
    EXPECT_THAT(parse_stream_list(R"({"total":0})").value().streams, IsEmpty());
}

TEST(StreamList, SaysWhyThereIsNone) {
    const auto refused = parse_stream_list(R"({"error":{"code":503,"err_code":10039,
                                                        "description":"jetstream not enabled for account"}})");

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "JetStream says: jetstream not enabled for account");
    EXPECT_EQ(refused.error().code, ErrorCode::not_found) << "and that stays so";
    EXPECT_EQ(parse_stream_list(R"({"error":{"err_code":10076}})").error().code, ErrorCode::not_found);
    EXPECT_FALSE(parse_stream_list("nonsense"));
}

TEST(StreamList, IsNotWholeWhereServersDoNotAnswerForTheirStreams) {
    EXPECT_TRUE(parse_stream_list(two_streams).value().is_whole);
    EXPECT_TRUE(parse_stream_list(R"({"total":0,"streams":[],"missing":[]})").value().is_whole);
    EXPECT_FALSE(parse_stream_list(R"({"total":1,"streams":null,"missing":["EVENTS"]})").value().is_whole);
    const auto electing = parse_stream_list(
        R"({"error":{"code":503,"err_code":10008,"description":"JetStream system temporarily unavailable"}})");
    EXPECT_EQ(electing.error().code, ErrorCode::refused);
}

TEST(StreamList, FindsTheStreamOfASubject) {
    const auto streams = parse_stream_list(two_streams).value().streams;

    EXPECT_EQ(stream_for(streams, "logbeam.event.logs.a.b")->name, "EVENTS");
    EXPECT_EQ(stream_for(streams, "logbeam.event.orders")->name, "SMALL");
    EXPECT_EQ(stream_for(streams, "logbeam.event.orders.shipped"), nullptr);
}

TEST(PublishReply, IsNothingWhenTheBatchIsStored) {
    EXPECT_FALSE(parse_publish_reply(R"({"stream":"EVENTS","seq":7})"));
    EXPECT_FALSE(parse_publish_reply(R"({"stream":"EVENTS","seq":7,"duplicate":true})"));
}

TEST(PublishReply, IsNoAcknowledgementOfACopyThatIsNotStoredYet) {
    const auto refusal = parse_publish_reply(R"({"stream":"EVENTS","seq":0,"duplicate":true})");
    ASSERT_TRUE(refusal);
    EXPECT_FALSE(refusal->is_final);
}

TEST(PublishReply, SaysWhyItIsNot) {
    const auto refusal = parse_publish_reply(
        R"({"error":{"code":503,"err_code":10077,"description":"maximum bytes exceeded"},"stream":"EVENTS","seq":0})");

    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->reason, "maximum bytes exceeded");
    EXPECT_FALSE(refusal->is_final);
}

TEST(PublishReply, IsFinalWhereAnotherTryWouldNotHelp) {
    EXPECT_TRUE(parse_publish_reply(R"({"error":{"code":400,"err_code":10054,"description":"too large"}})")->is_final);
}

TEST(PublishReply, IsNoAcknowledgementWhenItIsSomethingElse) {
    EXPECT_TRUE(parse_publish_reply(""));
    EXPECT_TRUE(parse_publish_reply("{}"));
    EXPECT_TRUE(parse_publish_reply(R"({"stream":"EVENTS"})"));
    EXPECT_TRUE(parse_publish_reply("[1]"));
}

}  // namespace
}  // namespace logbeam::transport
