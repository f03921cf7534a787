#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

// What is this history's own; the rest is in tests/contract/history_contract_test.cpp.
namespace logbeam::store {
namespace {

using test::DraftEvent;
using test::seqs_between;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct BlockHistoryTest : ::testing::Test, test::BlockStoreRig {
    BlockHistoryTest() { open("e1"); }
};

TEST_F(BlockHistoryTest, HoldsWhatWasAppendedOverAnEnd) {
    ASSERT_TRUE(append_many(25));

    open("e2");

    EXPECT_EQ(paged_seqs(), seqs_between(1, 25));
    EXPECT_EQ(history->extent().last, 25U);
    EXPECT_EQ(history->extent().epoch, "e1");
}

TEST_F(BlockHistoryTest, HoldsWhatWasAppendedOverAKill) {
    ASSERT_TRUE(append_many(25));

    crash();
    open("e2");

    EXPECT_EQ(paged_seqs(), seqs_between(1, 25));
    EXPECT_EQ(history->extent().epoch, "e1");
}

TEST_F(BlockHistoryTest, HoldsASegmentThatWasOpenOverAKill) {
    ASSERT_TRUE(append_many(75));
    history->settle();

    crash();
    open("e2");
    ASSERT_TRUE(append_many(40));
    history->settle();

    EXPECT_EQ(paged_seqs(), seqs_between(1, 115));
    EXPECT_EQ(test::seqs_of(*history->snapshot()), seqs_between(1, 115));
    EXPECT_EQ(history->stats().segments, 2U);
}

TEST_F(BlockHistoryTest, GivesTheSameTextsFromASegment) {
    ASSERT_TRUE(append_many(10, {R"({"message":"größe \n \"x\""})", "a.b", Level::warning, R"({"host":"w1"})"}));
    const std::string before{history->page({}).events.front().text};

    history->settle();
    const auto page = history->page({});

    EXPECT_EQ(history->stats().pending_blocks, 0U);
    EXPECT_EQ(page.events.front().text, before);
    EXPECT_EQ(page.events.front().topic, "a.b");
    EXPECT_EQ(page.events.front().level, Level::warning);
    EXPECT_EQ(page.events.front().parts.seq_end, history::parts_of(before, "a.b").seq_end);
}

TEST_F(BlockHistoryTest, RemovesTailsThatAreSealed) {
    ASSERT_TRUE(append_many(30));

    history->settle();

    EXPECT_THAT(folder.files("tail-"), IsEmpty());
    EXPECT_THAT(folder.files("segment-"), Not(IsEmpty()));
}

TEST_F(BlockHistoryTest, BeginsASegmentWhenOneIsFull) {
    ASSERT_TRUE(append_many(350));
    history->settle();

    EXPECT_EQ(history->stats().segments, 4U);
    EXPECT_EQ(folder.files("segment-").front(), "segment-00000000000000000001.db");
    EXPECT_EQ(paged_seqs(), seqs_between(1, 350));
}

TEST_F(BlockHistoryTest, LeavesOneFileOfASealedSegment) {
    ASSERT_TRUE(append_many(100));
    history->settle();

    EXPECT_THAT(folder.files("segment-"), SizeIs(1));
}

TEST_F(BlockHistoryTest, SealsABlockThatIsNotFullWhenItIsOld) {
    ASSERT_TRUE(append_many(3));

    clock.advance(options.flush_age);
    history->tick();
    history->settle();

    EXPECT_EQ(history->stats().blocks, 1U);
    EXPECT_EQ(paged_seqs(), seqs_between(1, 3));
}

TEST_F(BlockHistoryTest, KeepsTheMarksOfPublishersWithTheirEvents) {
    marks = {{"p1", 10}};
    ASSERT_TRUE(append_many(15));
    marks = {{"p1", 12}, {"p2", 7}};
    ASSERT_TRUE(append_many(1));
    history->settle();

    crash();
    open();

    const auto held = history->publishers();
    ASSERT_THAT(held, SizeIs(2));
    EXPECT_EQ(held[0].through, 12U);
    EXPECT_EQ(held[1].through, 7U);
}

TEST_F(BlockHistoryTest, KeepsMarksOfABurstWithoutEvents) {
    marks = {{"p1", 99}};
    ASSERT_TRUE(append({}));

    crash();
    open();

    ASSERT_THAT(history->publishers(), SizeIs(1));
    EXPECT_EQ(history->publishers()[0].through, 99U);
}

TEST_F(BlockHistoryTest, SplitsABurstThatIsLargerThanABlock) {
    ASSERT_TRUE(append(std::vector<DraftEvent>(57)));
    history->settle();

    EXPECT_EQ(history->stats().blocks, 5U);
    EXPECT_EQ(paged_seqs(), seqs_between(1, 57));
}

TEST_F(BlockHistoryTest, HoldsAnEventThatIsLargerThanABlock) {
    options.block_bytes = 1000;
    open();

    ASSERT_TRUE(append({{"{}"}, {"\"" + std::string(5000, 'x') + "\""}, {"{}"}}));
    history->settle();
    crash();
    open();

    EXPECT_EQ(paged_seqs(), seqs_between(1, 3));
}

TEST_F(BlockHistoryTest, DoesNotStoreWhatIsExcludedButNeverGivesItsSeqAgain) {
    ASSERT_TRUE(append({{"{}"}, {"{}", "b", {}, "", {}, true}}));

    crash();
    open();

    EXPECT_EQ(paged_seqs(), seqs_between(1, 1));
    EXPECT_EQ(history->extent().last, 2U);
    EXPECT_THAT(history->snapshot()->holes(), IsEmpty());
}

TEST_F(BlockHistoryTest, ShowsASnapshotWhatThereWasWhenItWasTaken) {
    ASSERT_TRUE(append_many(13));
    const auto snapshot = history->snapshot();

    ASSERT_TRUE(append_many(30));
    history->settle();

    EXPECT_EQ(test::seqs_of(*snapshot), seqs_between(1, 13));
    EXPECT_EQ(test::seqs_of(*history->snapshot()), seqs_between(1, 43));
}

TEST_F(BlockHistoryTest, LetsASnapshotReadSegmentsThatAreDeleted) {
    options.keep_events = 100;
    open();
    ASSERT_TRUE(append_many(200));
    history->settle();
    const auto snapshot = history->snapshot();

    ASSERT_TRUE(append_many(300));
    history->settle();
    history->tick();

    EXPECT_GT(history->extent().first, 200U);
    const std::vector<std::uint64_t> seqs = test::seqs_of(*snapshot);
    EXPECT_EQ(seqs, seqs_between(201 - seqs.size(), 200));
}

TEST_F(BlockHistoryTest, OutlivesAsASnapshotTheHistory) {
    ASSERT_TRUE(append_many(25));
    const auto snapshot = history->snapshot();

    history.reset();

    EXPECT_EQ(test::seqs_of(*snapshot), seqs_between(1, 25));
}

TEST_F(BlockHistoryTest, TellsWhatItFoundAtTheStart) {
    ASSERT_TRUE(append_many(25));

    notices.clear();
    open();

    EXPECT_THAT(notices, ElementsAre(HasSubstr("25 events up to seq 25, epoch kept")));
}

TEST_F(BlockHistoryTest, CopiesItselfWhileItIsWrittenTo) {
    ASSERT_TRUE(append_many(235));
    const test::StoreFolder target;

    ASSERT_TRUE(history->snapshot_to(target.path()));
    ASSERT_TRUE(append_many(5));
    options.directory = target.path();
    open();

    EXPECT_EQ(paged_seqs(), seqs_between(1, 235));
}

TEST_F(BlockHistoryTest, IsReadBesideItsWriter) {
    ASSERT_TRUE(append_many(25));
    BlockOptions reading = options;
    reading.read_only = true;

    const auto reader = BlockHistory::open(reading, clock, "").value();

    EXPECT_EQ(test::seqs_of(*reader->snapshot()), seqs_between(1, 25));
    EXPECT_EQ(reader->extent().epoch, "e1");
    EXPECT_FALSE(reader->append({}));
}

TEST_F(BlockHistoryTest, IsNotOpenedByASecondWriter) {
    const auto second = BlockHistory::open(options, clock, "");

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::store_in_use);
    EXPECT_THAT(second.error().detail, HasSubstr(folder.path()));
    EXPECT_THAT(second.error().detail, HasSubstr("process " + std::to_string(::getpid())));
}

TEST_F(BlockHistoryTest, CountsEventsByMinuteTopicAndLevel) {
    ASSERT_TRUE(append_many(12, {"{}", "a", Level::info}));
    ASSERT_TRUE(append_many(13, {"{}", "b", Level::error}));
    history->settle();
    const auto snapshot = history->snapshot();

    const auto rows = snapshot->rollup(0, snapshot->blocks());

    ASSERT_TRUE(rows && rows->size() == 2);
    EXPECT_EQ(rows->front().topic, "a");
    EXPECT_EQ(rows->front().events, 12U);
    EXPECT_EQ(rows->back().level, Level::error);
    EXPECT_EQ(rows->back().events, 13U);
    EXPECT_EQ(rows->back().minute, 30'000'000);
}

TEST_F(BlockHistoryTest, CountsTheSameFromTheTablesOfSegments) {
    ASSERT_TRUE(append_many(100, {"{}", "a", Level::info}));
    ASSERT_TRUE(append_many(55, {"{}", "b", std::nullopt}));
    history->settle();
    const auto snapshot = history->snapshot();

    const auto rows = snapshot->rollup(0, snapshot->blocks());

    ASSERT_TRUE(rows && rows->size() == 2);
    EXPECT_EQ(rows->front().events, 100U);
    EXPECT_EQ(rows->back().events, 55U);
    EXPECT_EQ(rows->back().level, std::nullopt);
}

}  // namespace
}  // namespace logbeam::store
