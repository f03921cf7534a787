#include "transport/nats/unpacker.hpp"

#include "unit/channel/batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::transport {
namespace {

using channel::make_batch;
using ::testing::ElementsAre;

struct UnpackerTest : ::testing::Test {
    Result<ChainReceiver::Arrival> arrival(const std::string& header, const std::string& subject = "e.logs.orders") {
        return unpacker.arrival(subject, header, body);
    }
    // The ids of the events, or what is wrong.
    std::vector<std::string> unpack(const std::string& header, std::uint64_t after = 0,
                                    const std::string& subject = "e.logs.orders") {
        std::vector<std::string> ids;
        const auto unpacked = unpacker.unpack({arrival(header, subject).value(), after},
                                              [&](const Event& event) { ids.push_back(event.id); });
        if (!unpacked) ids.push_back(unpacked.error().detail);
        return ids;
    }

    Unpacker unpacker{SubjectMapping::parse("e.{topic}").value()};
    std::string body = make_batch({.first = 7, .events = 3})->bytes;
};

TEST_F(UnpackerTest, GivesTheEventsOfABatch) {
    EXPECT_THAT(unpack("me 7 9 3 0"), ElementsAre("me-7", "me-8", "me-9"));
}

TEST_F(UnpackerTest, LeavesOutWhatWasHad) {
    EXPECT_THAT(unpack("me 7 9 3 0", 8), ElementsAre("me-9"));
}

TEST_F(UnpackerTest, RefusesAHeaderThatItsBodyContradicts) {
    EXPECT_FALSE(arrival("you 7 9 3 0"));
    EXPECT_FALSE(arrival("me 6 9 3 0"));
    EXPECT_FALSE(arrival("me 7 900 3 0"));
    EXPECT_FALSE(arrival("nonsense"));
    EXPECT_THAT(unpack("me 7 9 2 0"),
                ElementsAre("a message on 'e.logs.orders' has another number of events than its header says"));
}

TEST_F(UnpackerTest, RefusesEventsOfAnotherTopicThanTheSubjects) {
    EXPECT_THAT(unpack("me 7 9 3 0", 0, "e.logs.private"),
                ElementsAre("a message on 'e.logs.private' holds an event of another topic"));
}

TEST_F(UnpackerTest, RefusesABodyThatIsCut) {
    body.resize(body.size() - 1);

    const auto unpacked = unpacker.unpack({arrival("me 7 9 3 0").value(), 0}, [](const Event& /*event*/) {});

    ASSERT_FALSE(unpacked);
    EXPECT_EQ(unpacked.error().code, ErrorCode::malformed_batch);
}

TEST_F(UnpackerTest, ReadsAnEventThatAnotherProgramPublished) {
    const auto event = unpacker.foreign("e.users", R"({"id":"1","type":"user.created","source":"shop","seq":9,
                                        "timestamp":"2026-11-20T10:57:33Z","data":{"name":"Ann"}})",
                                        {});

    ASSERT_TRUE(event);
    EXPECT_EQ(event->topic, "users");
    EXPECT_EQ(event->type, "user.created");
    EXPECT_EQ(event->source, "shop");
    EXPECT_EQ(event->seq, 0U);
}

TEST_F(UnpackerTest, TakesAnyOtherMessageAsData) {
    const Timestamp now{std::chrono::seconds{5}};

    EXPECT_EQ(unpacker.foreign("e.a", "[1,2]", now)->data.to_json(), "[1,2]");
    EXPECT_EQ(unpacker.foreign("e.a", "hello", now)->data.to_json(), R"({"message":"hello"})");
    EXPECT_EQ(unpacker.foreign("e.a", "hello", now)->type, "nats.message");
    EXPECT_EQ(unpacker.foreign("e.a", "hello", now)->timestamp, now);
}

TEST_F(UnpackerTest, RefusesASubjectThatNoTopicHas) {
    EXPECT_FALSE(unpacker.foreign("other", "x", {}));
    EXPECT_FALSE(unpacker.foreign("e.a\"b", "x", {}));
}

}  // namespace
}  // namespace logbeam::transport
