#include "query/program.hpp"
#include "support/block_store_rig.hpp"
#include "support/sqlite_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

// What a block store does when SQLite cannot write its segments.
namespace logbeam::store {
namespace {

namespace fs = std::filesystem;

using test::seqs_between;
using ::testing::Contains;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::SizeIs;

std::int64_t open_descriptors() {
    return std::distance(fs::directory_iterator{"/proc/self/fd"}, fs::directory_iterator{});
}

// Files of the folder that have no name any more, and still take room.
std::int64_t deleted_files_open_in(const std::string& folder) {
    std::int64_t count = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{"/proc/self/fd"}) {
        const std::string target = fs::read_symlink(entry.path(), ignored);
        const bool is_deleted = target.find("(deleted)") != std::string::npos;
        if (is_deleted && target.compare(0, folder.size(), folder) == 0) ++count;
    }
    return count;
}

struct BlockSqliteRig : test::BlockStoreRig {
    BlockSqliteRig() {
        options.segment_events = 40;
        options.on_notice = {};
    }
    ~BlockSqliteRig() { history.reset(); }
    BlockSqliteRig(const BlockSqliteRig&) = delete;
    BlockSqliteRig& operator=(const BlockSqliteRig&) = delete;

    void write_again() {
        disk.work();
        history->tick();
        history->settle();
    }

    test::SqliteDisk disk;
};

struct BlockSqliteTest : ::testing::Test, BlockSqliteRig {};

// The code, and how many writes succeed before.
struct FailingSealTest : ::testing::TestWithParam<std::tuple<int, int>>, BlockSqliteRig {};

TEST_P(FailingSealTest, KeepsItsBlocksAndSealsThemWhenTheDiskCanBeWrittenAgain) {
    const auto [code, writes] = GetParam();
    open("e1");
    ASSERT_TRUE(append_many(25));
    history->settle();

    disk.fail_after(writes, code);
    ASSERT_TRUE(append_many(50)) << "live goes on";
    history->settle();
    const auto held_meanwhile = paged_seqs();
    write_again();
    ASSERT_TRUE(append_many(25));
    history->settle();
    const std::uint64_t pending = history->stats().pending_blocks;
    const std::string problem = history->stats().last_error;
    const auto held = paged_seqs();
    open("e2");

    EXPECT_EQ(held_meanwhile, seqs_between(1, 75));
    EXPECT_EQ(pending, 0U) << problem;
    EXPECT_EQ(held, seqs_between(1, 100));
    EXPECT_EQ(paged_seqs(), seqs_between(1, 100));
    EXPECT_EQ(history->extent().epoch, "e1");
    EXPECT_THAT(test::seqs_of(*history->snapshot()), SizeIs(100));
}

TEST_P(FailingSealTest, FindsEverythingAfterAKillMeanwhile) {
    const auto [code, writes] = GetParam();
    open("e1");
    ASSERT_TRUE(append_many(25));
    history->settle();
    disk.fail_after(writes, code);
    ASSERT_TRUE(append_many(50));
    crash();
    disk.work();

    open("e2");
    history->settle();

    EXPECT_EQ(paged_seqs(), seqs_between(1, 75));
    EXPECT_EQ(history->extent().epoch, "e1");
}

INSTANTIATE_TEST_SUITE_P(OnTheNthWrite, FailingSealTest,
                         ::testing::Combine(::testing::Values(SQLITE_FULL, SQLITE_IOERR_WRITE),
                                            ::testing::Values(0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)));

TEST_F(BlockSqliteTest, RefusesEventsOnlyWhenItHasTooManyBlocksToKeep) {
    constexpr std::uint64_t events_kept = 8 * 10;
    open("e1");
    disk.fail_after(0, SQLITE_FULL);

    while (append_many(1))
        history->settle();
    const std::uint64_t taken = next_seq - 2;
    const auto refused = append({{}});
    write_again();
    const auto accepted = append({{}});

    EXPECT_EQ(taken, events_kept);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::store_unavailable);
    EXPECT_THAT(refused.error().detail, HasSubstr("full"));
    EXPECT_TRUE(accepted);
    EXPECT_EQ(history->stats().events, events_kept + 1);
    EXPECT_EQ(history->stats().unstored, 2U);
    ASSERT_THAT(history->snapshot()->holes(), SizeIs(1));
    EXPECT_EQ(history->snapshot()->holes()[0].first, events_kept + 1);
    EXPECT_EQ(history->snapshot()->holes()[0].last, events_kept + 2);
}

TEST_F(BlockSqliteTest, LeaksNothingWhileItTriesAgain) {
    open("e1");
    disk.fail_after(0, SQLITE_FULL);
    ASSERT_TRUE(append_many(30));
    history->settle();
    const std::int64_t files = disk.open_files();
    const std::int64_t descriptors = open_descriptors();

    for (int attempt = 0; attempt < 50; ++attempt) {
        history->tick();
        history->settle();
    }

    EXPECT_LE(disk.open_files(), files);
    EXPECT_LE(open_descriptors(), descriptors);
}

TEST_F(BlockSqliteTest, LeavesNoJournalsAndNoOpenFilesBehind) {
    const std::int64_t descriptors = open_descriptors();
    open("e1");
    ASSERT_TRUE(append_many(105));
    history->settle();
    ASSERT_EQ(paged_seqs(), seqs_between(1, 105));

    history.reset();

    EXPECT_THAT(folder.files("segment-"), SizeIs(3));
    EXPECT_THAT(folder.files("segment-"), Each(EndsWith(".db")));
    EXPECT_EQ(disk.open_files(), 0);
    EXPECT_EQ(open_descriptors(), descriptors);
}

TEST_F(BlockSqliteTest, LeavesNoJournalsOfRetainedEventsEither) {
    options.keep_events = 100;
    options.retain.push_back({query::Program::compile("topic:a", Timestamp{}).value(), std::chrono::hours{24}});
    open("e1");
    ASSERT_TRUE(append_many(250));
    history->settle();
    const std::uint64_t retained = history->stats().retained;

    history.reset();

    EXPECT_GT(retained, 0U);
    EXPECT_THAT(folder.files("retained-"), SizeIs(::testing::Ge(1U)));
    EXPECT_THAT(folder.files("retained-"), Each(EndsWith(".db")));
    EXPECT_THAT(folder.files("segment-"), Each(EndsWith(".db")));
}

TEST_F(BlockSqliteTest, LetsGoOfTheSegmentThatWasOpenAtTheStartWhenItIsDropped) {
    options.keep_events = 50;
    open("e1");
    ASSERT_TRUE(append_many(15));
    open("e2");

    ASSERT_TRUE(append_many(200));
    history->settle();
    history->tick();
    history->settle();

    EXPECT_GT(history->extent().first, 40U);
    EXPECT_EQ(deleted_files_open_in(folder.path()), 0);
}

// How many writes succeed before the disk is full.
struct FailingEndTest : ::testing::TestWithParam<int>, BlockSqliteRig {};

TEST_P(FailingEndTest, EndsASegmentForItsAgeOnceTheDiskCanBeWrittenAgain) {
    options.segment_events = 1000;
    open("e1");
    ASSERT_TRUE(append_many(30));
    history->settle();
    clock.advance(options.keep_age + std::chrono::hours{1});

    disk.fail_after(GetParam(), SQLITE_FULL);
    history->tick();
    ASSERT_TRUE(append_many(20));
    history->settle();
    write_again();
    ASSERT_TRUE(append_many(20));
    history->settle();
    write_again();
    write_again();

    EXPECT_EQ(history->stats().pending_blocks, 0U);
    EXPECT_EQ(history->extent().events + history->extent().trimmed, 70U);
    open("e2");
    EXPECT_EQ(paged_seqs(), seqs_between(history->extent().first, 70));
    EXPECT_EQ(history->extent().epoch, "e1");
}

INSTANTIATE_TEST_SUITE_P(OnTheNthWrite, FailingEndTest, ::testing::Values(0, 1, 2, 3, 5, 8, 13, 21, 34));

}  // namespace
}  // namespace logbeam::store
