#include "dialect/sse/sse_encoder.hpp"

#include "unit/dialect/stored_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::dialect {
namespace {

using test::FrameLog;
using test::StoredEvents;

TEST(SseEncoder, GivesEachEventItsPlaceAsIdAndItsTextAsData) {
    StoredEvents events;
    events.add("a");
    events.add("b");
    FrameLog frames;

    SseEncoder{"e7"}.events(events.all(), frames);

    const std::string first{events.all()[0].text};
    const std::string second{events.all()[1].text};
    EXPECT_EQ(frames.bytes, "id: e7-1\ndata: " + first + "\n\nid: e7-2\ndata: " + second + "\n\n");
}

TEST(SseEncoder, KeepsEventsApartForWhoCounts) {
    StoredEvents events;
    events.add("a");
    events.add("b");
    FrameLog frames;

    SseEncoder{"e7"}.events(events.all(), frames);

    ASSERT_EQ(frames.holds.size(), 2U);
    EXPECT_EQ(frames.holds[1].events, 1U);
    EXPECT_EQ(frames.holds[1].first_seq, 2U);
    EXPECT_EQ(frames.sizes[0] + frames.sizes[1], frames.bytes.size());
}

TEST(SseEncoder, WritesTheHighestSeq) {
    FrameLog frames;
    history::StoredEvent event;
    event.seq = UINT64_MAX;
    event.text = "{}";

    SseEncoder{"e7"}.events({event}, frames);

    EXPECT_EQ(frames.bytes, "id: e7-18446744073709551615\ndata: {}\n\n");
}

TEST(SseEncoder, TellsAGapAsAnEventWithoutAnId) {
    FrameLog frames;

    SseEncoder{"e7"}.gap({0, 3, 9, 4, "trimmed"}, frames);

    EXPECT_EQ(frames.bytes, "event: gap\ndata: {\"from\":3,\"to\":9,\"count\":4,\"reason\":\"trimmed\"}\n\n");
}

TEST(SseEncoder, TellsWhatSamplingLeft) {
    FrameLog frames;

    SseEncoder{"e7"}.sampled({5210, 100}, frames);

    EXPECT_EQ(frames.bytes, "event: sampled\ndata: {\"seen\":5210,\"sent\":100}\n\n");
}

}  // namespace
}  // namespace logbeam::dialect
