#include "channel/spool.hpp"

#include "unit/channel/batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t plenty = 1 << 20;
constexpr std::uint64_t nothing_waits = 1000;

// Marks all as sent that can be, and says which they were.
std::vector<std::uint64_t> send_all(Spool& spool) {
    std::vector<std::uint64_t> sent;
    while (const auto batch = spool.next_unsent()) {
        sent.push_back(batch->first);
        spool.mark_sent();
    }
    return sent;
}

wire::Hole spool_hole(std::uint64_t first, const PerLevel& levels) {
    std::uint64_t count = 0;
    for (const std::uint64_t each : levels)
        count += each;
    return {first, count, DropReason::spool_full, levels};
}

PerLevel sum(PerLevel left, const PerLevel& right) {
    for (std::size_t level = 0; level < level_count; ++level)
        left[level] += right[level];
    return left;
}

// A spool with two batches, [1, 3] and [4, 5].
struct TwoBatches : ::testing::Test {
    void SetUp() override {
        spool.append(make_batch({.first = 1, .events = 3}));
        spool.append(make_batch({.first = 4, .events = 2, .level = Level::error}));
    }

    Spool spool{plenty};
};

TEST(Spool, IsEmptyAtFirst) {
    const Spool spool{plenty};

    EXPECT_TRUE(spool.empty());
    EXPECT_EQ(spool.bytes(), 0U);
    EXPECT_EQ(spool.next_unsent(), nullptr);
    EXPECT_FALSE(spool.has_sent());
}

TEST_F(TwoBatches, AreHandedOutInOrder) {
    EXPECT_THAT(send_all(spool), ElementsAre(1, 4));
    EXPECT_TRUE(spool.has_sent());
}

TEST_F(TwoBatches, AreHandedOutAgainWhenTheTransportWasLost) {
    (void)send_all(spool);

    spool.mark_all_unsent();

    EXPECT_FALSE(spool.has_sent());
    EXPECT_THAT(send_all(spool), ElementsAre(1, 4));
}

TEST_F(TwoBatches, AreCountedInEvents) {
    EXPECT_EQ(spool.events(), 5U);
}

TEST(Spool, CountsMoreThanTheBytesOfABatch) {
    Spool spool{plenty};
    const auto batch = make_batch({});

    spool.append(batch);

    EXPECT_GT(spool.bytes(), batch->bytes.size() + sizeof(Batch));
}

TEST(Spool, HasNoRoomBeyondItsCapacity) {
    Spool spool{4096};
    const auto batch = make_batch({.data_bytes = 1000});
    while (spool.has_room_for(batch->bytes.size())) {
        spool.append(batch);
    }

    EXPECT_LE(spool.bytes(), 4096U);
    EXPECT_GT(spool.bytes(), 4096U - spool.bytes() / 3);
}

TEST(Spool, RemembersItsHighWater) {
    Spool spool{plenty};
    spool.append(make_batch({.first = 1, .data_bytes = 1000}));
    const std::size_t high = spool.bytes();

    spool.acknowledge({"me", 1});
    spool.append(make_batch({.first = 2, .data_bytes = 10}));

    EXPECT_EQ(spool.high_water(), high);
    EXPECT_LT(spool.bytes(), high);
}

TEST_F(TwoBatches, GoWhenTheyAreAcknowledged) {
    (void)send_all(spool);

    EXPECT_EQ(spool.acknowledge({"me", 3}), 3U);
    EXPECT_EQ(spool.acknowledge({"me", 5}), 2U);
    EXPECT_TRUE(spool.empty());
    EXPECT_EQ(spool.bytes(), 0U);
    EXPECT_EQ(spool.events(), 0U);
}

TEST_F(TwoBatches, GoTogetherWhenTheLastIsAcknowledged) {
    (void)send_all(spool);

    EXPECT_EQ(spool.acknowledge({"me", 5}), 5U);
    EXPECT_TRUE(spool.empty());
    EXPECT_FALSE(spool.has_sent());
}

TEST_F(TwoBatches, StayWhenOnlyAPartOfThemIsAcknowledged) {
    EXPECT_EQ(spool.acknowledge({"me", 2}), 0U);
    EXPECT_EQ(spool.acknowledge({"me", 4}), 3U);
    EXPECT_THAT(send_all(spool), ElementsAre(4));
}

TEST_F(TwoBatches, AreNotCountedTwiceWhenTheAcknowledgementIsDoubled) {
    EXPECT_EQ(spool.acknowledge({"me", 3}), 3U);
    EXPECT_EQ(spool.acknowledge({"me", 3}), 0U);
    EXPECT_EQ(spool.acknowledge({"me", 2}), 0U);
}

TEST_F(TwoBatches, StayWhenAnUnknownPublisherIsAcknowledged) {
    EXPECT_EQ(spool.acknowledge({"stranger", 100}), 0U);
    EXPECT_THAT(send_all(spool), ElementsAre(1, 4));
}

TEST_F(TwoBatches, MayBeAcknowledgedBeforeTheyAreSent) {
    EXPECT_EQ(spool.acknowledge({"me", 3}), 3U);

    EXPECT_FALSE(spool.has_sent());
    EXPECT_THAT(send_all(spool), ElementsAre(4));
}

TEST_F(TwoBatches, KeepWhatIsUnsentUnsentWhenTheFirstIsAcknowledged) {
    spool.mark_sent();

    spool.acknowledge({"me", 3});

    EXPECT_FALSE(spool.has_sent());
    EXPECT_EQ(spool.next_unsent()->first, 4U);
}

TEST(SpoolOfTwoRuns, AcknowledgesEachPublisherByItself) {
    Spool spool{plenty};
    spool.append(make_batch({.first = 7, .events = 2, .publisher = "earlier", .recovered = true}));
    spool.append(make_batch({.first = 1, .events = 3}));

    EXPECT_EQ(spool.acknowledge({"me", 3}), 3U);
    EXPECT_THAT(send_all(spool), ElementsAre(7));
}

TEST(SpoolOfTwoRuns, DoesNotCountWhatWasRecovered) {
    Spool spool{plenty};
    spool.append(make_batch({.first = 7, .events = 2, .publisher = "earlier", .recovered = true}));

    EXPECT_EQ(spool.events(), 0U);
    EXPECT_EQ(spool.acknowledge({"earlier", 8}), 0U);
    EXPECT_TRUE(spool.empty());
}

TEST_F(TwoBatches, AreSettledUpToTheFirstThatWaits) {
    EXPECT_EQ(spool.settled_through("me", nothing_waits), 0U);

    spool.acknowledge({"me", 3});
    EXPECT_EQ(spool.settled_through("me", nothing_waits), 3U);

    spool.acknowledge({"me", 5});
    EXPECT_EQ(spool.settled_through("me", nothing_waits), nothing_waits);
}

TEST(SpoolOfTwoRuns, IsSettledForAPublisherOfWhichNothingWaits) {
    Spool spool{plenty};
    spool.append(make_batch({.publisher = "earlier", .recovered = true}));

    EXPECT_EQ(spool.settled_through("me", nothing_waits), nothing_waits);
}

TEST_F(TwoBatches, LeaveAHoleWhenTheOldestIsGivenUp) {
    const PerLevel lost = spool.drop_oldest();

    EXPECT_EQ(lost, levels(Level::info, 3));
    EXPECT_EQ(spool.events(), 2U);
    EXPECT_EQ(spool.next_unsent()->events, 0U);
    EXPECT_THAT(holes_of(*spool.next_unsent()), ElementsAre(spool_hole(1, levels(Level::info, 3))));
    EXPECT_THAT(send_all(spool), ElementsAre(1, 4));
}

TEST_F(TwoBatches, LeaveOneHoleWhenBothAreGivenUp) {
    spool.drop_oldest();
    const PerLevel lost = spool.drop_oldest();

    const auto all = sum(levels(Level::info, 3), levels(Level::error, 2));
    EXPECT_EQ(lost, levels(Level::error, 2));
    EXPECT_EQ(spool.events(), 0U);
    EXPECT_THAT(holes_of(*spool.next_unsent()), ElementsAre(spool_hole(1, all)));
    EXPECT_THAT(send_all(spool), ElementsAre(1));
}

TEST_F(TwoBatches, NeedLessRoomWhenTheOldestIsGivenUp) {
    spool.append(make_batch({.first = 6, .events = 30}));
    spool.append(make_batch({.first = 36, .events = 30}));
    const std::size_t before = spool.bytes();

    for (int count = 0; count < 4; ++count)
        spool.drop_oldest();

    EXPECT_LT(spool.bytes(), before / 4);
}

TEST_F(TwoBatches, AreNeverGivenUpOnceSent) {
    spool.mark_sent();

    EXPECT_EQ(spool.drop_oldest(), levels(Level::error, 2));
    EXPECT_EQ(spool.drop_oldest(), PerLevel{});

    spool.mark_all_unsent();
    EXPECT_EQ(spool.next_unsent()->events, 3U);
}

TEST_F(TwoBatches, KeepASentHoleApartFromALaterOne) {
    spool.drop_oldest();
    spool.mark_sent();

    spool.drop_oldest();

    EXPECT_THAT(holes_of(*spool.next_unsent()), ElementsAre(spool_hole(4, levels(Level::error, 2))));
    spool.mark_all_unsent();
    EXPECT_THAT(send_all(spool), ElementsAre(1, 4));
}

TEST(FullSpool, HasNothingToGiveUpWhenAllIsHoles) {
    Spool spool{plenty};
    spool.append(make_batch({.events = 0, .holes = {{1, 2, DropReason::filtered, levels(Level::info, 2)}}}));

    EXPECT_EQ(spool.drop_oldest(), PerLevel{});
    EXPECT_EQ(spool.drop_oldest(), PerLevel{});
}

TEST(FullSpool, NeverGivesUpWhatWasRecovered) {
    Spool spool{plenty};
    spool.append(make_batch({.events = 2, .publisher = "earlier", .recovered = true}));

    EXPECT_EQ(spool.drop_oldest(), PerLevel{});
    EXPECT_EQ(spool.next_unsent()->events, 2U);
}

TEST(FullSpool, CoversTheHolesOfABatchThatItGivesUp) {
    Spool spool{plenty};
    spool.append(make_batch({.events = 2, .holes = {{3, 4, DropReason::filtered, levels(Level::debug, 4)}}}));

    const PerLevel lost = spool.drop_oldest();

    EXPECT_EQ(lost, levels(Level::info, 2));
    const auto all = sum(levels(Level::info, 2), levels(Level::debug, 4));
    EXPECT_THAT(holes_of(*spool.next_unsent()), ElementsAre(spool_hole(1, all)));
}

TEST(FullSpool, DoesNotMergeWithAHoleOfAnotherReason) {
    Spool spool{plenty};
    const wire::Hole filtered{1, 2, DropReason::filtered, levels(Level::info, 2)};
    spool.append(make_batch({.events = 0, .holes = {filtered}}));
    spool.append(make_batch({.first = 3, .events = 1}));

    spool.drop_oldest();

    EXPECT_THAT(holes_of(*spool.next_unsent()), ElementsAre(filtered));
    EXPECT_THAT(send_all(spool), ElementsAre(1, 3));
}

// Notes what it is told, one word each.
struct NotingJournal final : SpoolJournal {
    void on_append(const Batch& batch) override { notes.push_back("append " + std::to_string(batch.first)); }
    void on_acknowledged(const transport::Held& held) override {
        notes.push_back("acknowledged " + std::to_string(held.counter));
    }
    void on_change(const std::deque<std::shared_ptr<const Batch>>& batches) override {
        notes.push_back("left " + std::to_string(batches.size()));
    }

    std::vector<std::string> notes;
};

TEST(JournalOfSpool, IsToldOfEveryChangeInOrder) {
    NotingJournal journal;
    Spool spool{plenty, &journal};

    spool.append(make_batch({.first = 1}));
    spool.append(make_batch({.first = 2}));
    spool.acknowledge({"me", 1});
    spool.drop_oldest();

    EXPECT_THAT(journal.notes, ElementsAre("append 1", "append 2", "acknowledged 1", "left 1", "left 1"));
}

TEST(JournalOfSpool, IsNotToldOfAnAcknowledgementThatChangesNothing) {
    NotingJournal journal;
    Spool spool{plenty, &journal};

    spool.acknowledge({"me", 1});

    EXPECT_THAT(journal.notes, IsEmpty());
}

}  // namespace
}  // namespace logbeam::channel
