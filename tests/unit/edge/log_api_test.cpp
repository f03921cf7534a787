#include "edge/log_api.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logbeam::edge {
namespace {

using ::testing::HasSubstr;

const std::string of_stream =
    R"({"type":"io.nats.jetstream.api.v1.stream_info_response","config":{"name":"LOGBEAM"},)"
    R"("created":"2026-11-22T07:31:00.000000001Z","state":{"messages":3,"first_seq":5,"last_seq":7}})";

TEST(LogApi, AsksForAStreamWithLimits) {
    LogOptions options;
    options.subjects = {"logbeam.event.>"};
    options.keep = std::chrono::hours{1};
    options.keep_bytes = 1000;

    const auto asked = nlohmann::json::parse(create_stream_request(options, 3));

    EXPECT_EQ(asked["name"], "LOGBEAM");
    EXPECT_EQ(asked["subjects"][0], "logbeam.event.>");
    EXPECT_EQ(asked["num_replicas"], 3);
    EXPECT_EQ(asked["max_age"], 3'600'000'000'000);
    EXPECT_EQ(asked["max_bytes"], 1000);
    EXPECT_EQ(asked["storage"], "file");
    EXPECT_EQ(asked["duplicate_window"], 120'000'000'000);
}

TEST(LogApi, LeavesOutALimitThatIsNone) {
    LogOptions options;
    options.keep_bytes = 0;
    EXPECT_FALSE(nlohmann::json::parse(create_stream_request(options, 1)).contains("max_bytes"));
}

TEST(LogApi, ReadsWhatAStreamHolds) {
    const auto state = parse_stream(of_stream);

    ASSERT_TRUE(state);
    EXPECT_EQ(state->name, "LOGBEAM");
    EXPECT_EQ(state->first, 5U);
    EXPECT_EQ(state->last, 7U);
    EXPECT_EQ(state->epoch.substr(0, 4), "log-");
}

TEST(LogApi, GivesAStreamThatIsMadeAnewAnotherEpoch) {
    std::string later = of_stream;
    later.replace(later.find("07:31"), 5, "08:31");
    EXPECT_EQ(parse_stream(of_stream)->epoch, parse_stream(of_stream)->epoch);
    EXPECT_NE(parse_stream(of_stream)->epoch, parse_stream(later)->epoch);
}

TEST(LogApi, TellsAMissingStreamFromOtherRefusals) {
    const auto missing = parse_stream(R"({"error":{"code":404,"err_code":10059,"description":"stream not found"}})");
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    const auto full = parse_stream(
        R"({"error":{"code":500,"err_code":10047,"description":"insufficient storage resources available"}})");
    EXPECT_EQ(full.error().code, ErrorCode::store_unavailable);
    EXPECT_THAT(full.error().detail, HasSubstr("insufficient storage"));
}

TEST(LogApi, RefusesAnswersThatAreNone) {
    for (const char* const text : {"", "[]", "{}", R"({"config":{"name":"X"}})", "no json", R"({"error":1})"})
        EXPECT_FALSE(parse_stream(text)) << text;
    EXPECT_FALSE(parse_consumer(R"({"stream_name":"X"})"));
    EXPECT_FALSE(parse_stream_names("]"));
}

TEST(LogApi, KnowsWhenThereAreFewerServersThanReplicas) {
    EXPECT_TRUE(
        wants_fewer_replicas({ErrorCode::refused, "JetStream says: replicas > 1 not supported in non-clustered mode"}));
    EXPECT_TRUE(wants_fewer_replicas({ErrorCode::refused, "JetStream says: no suitable peers for placement"}));
    EXPECT_FALSE(
        wants_fewer_replicas({ErrorCode::refused, "JetStream says: subjects overlap with an existing stream"}));
}

TEST(LogApi, FindsTheFirstStreamThatTakesASubject) {
    EXPECT_EQ(*parse_stream_names(R"({"total":2,"streams":["A","B"]})"), "A");
    EXPECT_EQ(*parse_stream_names(R"({"total":0,"streams":null})"), "");
    EXPECT_EQ(parse_stream_names(R"({"error":{"code":503,"err_code":10039},"streams":null})").error().code,
              ErrorCode::not_found);
}

}  // namespace
}  // namespace logbeam::edge
