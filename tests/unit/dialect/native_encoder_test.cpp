#include "dialect/native/native_encoder.hpp"

#include "support/session_rig.hpp"
#include "unit/dialect/stored_events.hpp"
#include "wire/native_frame.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace logbeam::dialect {
namespace {

using test::FrameLog;
using test::StoredEvents;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::Le;

const std::string around = R"({"kind":"events","audience":7,"events":[]})";

// A frame of one event of exactly so many bytes of payload.
FrameLog frame_of(std::size_t payload) {
    StoredEvents events;
    events.add_raw(std::string(payload - around.size(), 'x'));
    FrameLog frames;
    NativeEncoder{7}.events(events.all(), frames);
    return frames;
}

struct HeaderCase {
    std::size_t payload;
    std::size_t header;
};

struct NativeHeader : ::testing::TestWithParam<HeaderCase> {};

TEST_P(NativeHeader, IsTheShortestThatItsPayloadAllows) {
    const FrameLog frames = frame_of(GetParam().payload);

    EXPECT_EQ(frames.bytes.size(), GetParam().header + GetParam().payload);
    ASSERT_EQ(frames.messages().size(), 1U);
    EXPECT_EQ(frames.messages().front().size(), GetParam().payload);
}

INSTANTIATE_TEST_SUITE_P(Limits, NativeHeader,
                         ::testing::Values(HeaderCase{125, 2}, HeaderCase{126, 4}, HeaderCase{65'535, 4},
                                           HeaderCase{65'536, 10}),
                         [](const auto& tested) { return "Payload" + std::to_string(tested.param.payload); });

TEST(NativeEncoder, SaysWhatTheWiresOwnEncoderSays) {
    StoredEvents events;
    events.add("a");
    events.add("b");
    FrameLog frames;

    NativeEncoder{7}.events(events.all(), frames);

    const std::vector<std::string_view> texts{events.all()[0].text, events.all()[1].text};
    EXPECT_THAT(frames.messages(), ElementsAre(wire::encode_events(7, texts)));
    ASSERT_EQ(frames.holds.size(), 1U);
    EXPECT_EQ(frames.holds.front().events, 2U);
    EXPECT_EQ(frames.holds.front().first_seq, 1U);
    EXPECT_EQ(frames.holds.front().last_seq, 2U);
}

TEST(NativeEncoder, CutsABurstIntoFramesOfAboutEightKilobytes) {
    StoredEvents events;
    for (int count = 0; count < 500; ++count)
        events.add("a", std::string(static_cast<std::size_t>(count % 300), 'x'));
    FrameLog frames;

    NativeEncoder{7}.events(events.all(), frames);

    EXPECT_THAT(frames.sizes, Each(Le(8 * 1024 + around.size() + 4)));
    EXPECT_THAT(std::vector(frames.sizes.begin(), frames.sizes.end() - 1), Each(Gt(7 * 1024U)))
        << "all but the last are as full as they may be";
    EXPECT_EQ(frames.seqs(), events.seqs());
}

TEST(NativeEncoder, GivesALargeEventAFrameOfItsOwn) {
    StoredEvents events;
    events.add("a");
    events.add("a", std::string(100'000, 'x'));
    events.add("a");
    FrameLog frames;

    NativeEncoder{7}.events(events.all(), frames);

    EXPECT_EQ(frames.sizes.size(), 3U);
    EXPECT_EQ(frames.seqs(), events.seqs());
}

TEST(NativeEncoder, SaysWhatEachFrameHolds) {
    StoredEvents events;
    for (int count = 0; count < 500; ++count)
        events.add("a", std::string(100, 'x'));
    FrameLog frames;

    NativeEncoder{7}.events(events.all(), frames);

    std::uint64_t expected_first = 1;
    for (const hub::FrameHolds& holds : frames.holds) {
        EXPECT_EQ(holds.first_seq, expected_first);
        EXPECT_EQ(holds.last_seq, expected_first + holds.events - 1);
        expected_first = holds.last_seq + 1;
    }
    EXPECT_EQ(expected_first, 501U);
}

TEST(NativeEncoder, PutsItsOwnAudienceIntoAGap) {
    FrameLog frames;

    NativeEncoder{7}.gap({99, 3, 9, 4, "lag"}, frames);

    EXPECT_THAT(frames.messages(),
                ElementsAre(R"({"kind":"gap","audience":7,"from":3,"to":9,"count":4,"reason":"lag"})"));
    EXPECT_EQ(frames.holds.front().events, 0U);
}

TEST(NativeEncoder, TellsWhatSamplingLeft) {
    FrameLog frames;

    NativeEncoder{7}.sampled({5210, 100}, frames);

    EXPECT_THAT(frames.messages(), ElementsAre(R"({"kind":"sampled","audience":7,"seen":5210,"sent":100})"));
}

}  // namespace
}  // namespace logbeam::dialect
