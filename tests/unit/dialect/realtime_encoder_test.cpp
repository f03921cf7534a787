#include "dialect/realtime/realtime_encoder.hpp"

#include "unit/dialect/stored_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::dialect {
namespace {

using test::FrameLog;
using test::StoredEvents;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string time_member = R"("timestamp":"2026-11-20T10:57:33.000000000Z")";

TEST(RealtimeEncoder, LeavesOutTopicSeqAndClientAndNothingElse) {
    StoredEvents events;
    events.add_json("orders.new", R"("id":"x","type":"t","source":"s",)" + time_member +
                                      R"(,"data":{"topic":"kept","seq":1},"metadata":{"clientId":"kept"})");
    FrameLog frames;

    RealtimeEncoder{}.events(events.all(), frames);

    EXPECT_THAT(frames.messages(), ElementsAre(R"({"id":"x","type":"t","source":"s",)" + time_member +
                                               R"(,"data":{"topic":"kept","seq":1},"metadata":{"clientId":"kept"}})"));
}

TEST(RealtimeEncoder, EndsWithDataWhenThereIsNoMetadata) {
    StoredEvents events;
    events.add_json("a", R"("id":"x","type":"t","source":"s","data":[],)" + time_member);
    FrameLog frames;

    RealtimeEncoder{}.events(events.all(), frames);

    EXPECT_THAT(frames.messages(),
                ElementsAre(R"({"id":"x","type":"t","source":"s",)" + time_member + R"(,"data":[]})"));
}

TEST(RealtimeEncoder, WritesAnEventThatNobodySigned) {
    test::HubRig rig;
    rig.hub.tell("$sys.log", "t", R"({"n":1})");
    const history::Burst& burst = rig.hub.ingest.burst();
    const history::Entry& entry = burst.entries.front();
    FrameLog frames;

    RealtimeEncoder{}.events({{entry.seq, burst.text_of(entry), burst.topic_of(entry), entry.parts}}, frames);

    const Event event = Event::parse(frames.messages().front()).value();
    EXPECT_EQ(event.topic, "");
    EXPECT_EQ(event.seq, 0U);
    EXPECT_EQ(event.type, "t");
    EXPECT_EQ(event.data, (Value{Fields{{"n", 1}}}));
}

TEST(RealtimeEncoder, GivesEachEventAFrame) {
    StoredEvents events;
    events.add("a");
    events.add("b", std::string(70'000, 'x'));
    FrameLog frames;

    RealtimeEncoder{}.events(events.all(), frames);

    EXPECT_EQ(frames.messages().size(), 2U);
    ASSERT_EQ(frames.holds.size(), 2U);
    EXPECT_EQ(frames.holds[1].events, 1U);
    EXPECT_EQ(frames.holds[1].first_seq, 2U);
    EXPECT_EQ(frames.holds[1].last_seq, 2U);
}

TEST(RealtimeEncoder, HasNoWordsForGapsAndSamples) {
    FrameLog frames;
    RealtimeEncoder encoder;

    encoder.gap({1, 2, 3, 1, "lag"}, frames);
    encoder.sampled({2, 1}, frames);

    EXPECT_THAT(frames.bytes, IsEmpty());
}

}  // namespace
}  // namespace logbeam::dialect
