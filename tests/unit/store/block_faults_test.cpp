#include "store/sqlite.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

// What a block store does when the disk, or what is on it, is not as it should be.
namespace logbeam::store {
namespace {

using test::seqs_between;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The machine's files, until it is told otherwise.
class FaultyFiles final : public FileLayer {
public:
    Result<std::unique_ptr<AppendFile>> open_to_append(const std::string& path) override {
        auto opened = files_.open_to_append(path);
        if (!opened) return opened.error();
        return std::unique_ptr<AppendFile>{std::make_unique<File>(*this, std::move(*opened))};
    }
    Result<void> replace(const std::string& path, std::string_view content) override {
        if (is_full) return no_space();
        return files_.replace(path, content);
    }
    Result<void> remove(const std::string& path) override {
        if (path.find("segment-") != std::string::npos) free += freed_by_removal;
        return files_.remove(path);
    }
    Result<void> sync_folder(const std::string& path) override { return files_.sync_folder(path); }
    std::uint64_t free_bytes(const std::string& /*folder*/) override { return free; }

    bool is_full = false;
    bool cannot_sync = false;
    std::atomic<std::uint64_t> free{UINT64_MAX};
    std::uint64_t freed_by_removal = 0;  // of a file of a segment

private:
    static Error no_space() { return {ErrorCode::store_unavailable, "no space left on device"}; }

    // Of what does not fit a part is written, as a real disk does it.
    class File final : public AppendFile {
    public:
        File(FaultyFiles& disk, std::unique_ptr<AppendFile> file) : disk_{disk}, file_{std::move(file)} {}
        Result<void> append(std::string_view bytes) override {
            if (!disk_.is_full) return file_->append(bytes);
            static_cast<void>(file_->append(bytes.substr(0, bytes.size() / 2)).ok());
            return no_space();
        }
        Result<void> sync() override {
            if (disk_.cannot_sync) return no_space();
            return file_->sync();
        }
        void cut(std::size_t bytes) noexcept override { file_->cut(bytes); }

    private:
        FaultyFiles& disk_;
        std::unique_ptr<AppendFile> file_;
    };

    SystemFiles files_;
};

struct BlockFaultsTest : ::testing::Test, test::BlockStoreRig {
    BlockFaultsTest() {
        options.files = &disk;
        open("e1");
    }
    ~BlockFaultsTest() override { history.reset(); }

    FaultyFiles disk;
};

void overwrite(const std::string& path, std::size_t at, const std::string& bytes) {
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(static_cast<std::streamoff>(at));
    file << bytes;
}

// Makes the block's text, columns and all, unreadable.
void damage_block(const std::string& segment, int id) {
    auto database = Database::open(segment, DatabaseAccess::read_write).value();
    ASSERT_TRUE(database.execute("update chunks set columns=x'00', body=x'00' where id=" + std::to_string(id)));
}

TEST_F(BlockFaultsTest, CutsATornEndOfATailAndTellsIt) {
    ASSERT_TRUE(append_many(5));
    crash();
    std::ofstream{folder.file("tail-"), std::ios::app | std::ios::binary} << "half a record";

    open("e2");
    ASSERT_TRUE(append_many(2));
    open("e3");

    EXPECT_EQ(paged_seqs(), seqs_between(1, 7));
    EXPECT_EQ(history->extent().epoch, "e1");
    EXPECT_THAT(notices, Contains(HasSubstr("in the middle of a burst (13 bytes)")));
}

TEST_F(BlockFaultsTest, RefusesWhatAFullDiskDoesNotTakeAndRecovers) {
    ASSERT_TRUE(append_many(3));

    disk.is_full = true;
    const auto refused = append_many(2);
    disk.is_full = false;
    ASSERT_TRUE(append_many(1));

    EXPECT_FALSE(refused);
    EXPECT_THAT(paged_seqs(), SizeIs(4));
    EXPECT_THAT(notices, Contains(HasSubstr("events are not stored: no space")));
    EXPECT_THAT(notices, Contains(HasSubstr("events are stored again")));
    ASSERT_THAT(history->snapshot()->holes(), SizeIs(1));
    EXPECT_EQ(history->snapshot()->holes()[0].first, 4U);
    EXPECT_EQ(history->extent().last_hole, 4U);
}

TEST_F(BlockFaultsTest, RemembersAHoleOverAKill) {
    disk.is_full = true;
    ASSERT_FALSE(append_many(1));
    disk.is_full = false;
    ASSERT_TRUE(append_many(15));

    crash();
    open("e2");

    ASSERT_THAT(history->snapshot()->holes(), SizeIs(1));
    EXPECT_EQ(history->snapshot()->holes()[0].reason, "unstored");
    EXPECT_EQ(history->extent().epoch, "e1");
}

TEST_F(BlockFaultsTest, BeginsANewEpochWhenItIsKilledWhileEventsAreMissing) {
    ASSERT_TRUE(append_many(3));
    disk.is_full = true;
    ASSERT_FALSE(append_many(1));

    crash();
    disk.is_full = false;
    open("e2");

    EXPECT_EQ(history->extent().epoch, "e2");
}

TEST_F(BlockFaultsTest, StoresNothingWhileTooLittleOfTheDiskIsFree) {
    options.min_free = 1000;
    disk.free = 999;
    open();

    const auto refused = append({{}});
    disk.free = 1000;
    clock.advance(std::chrono::seconds{1});
    const auto taken = append({{}});

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::store_unavailable);
    EXPECT_TRUE(taken);
}

TEST_F(BlockFaultsTest, TrimsForTheFreeSpaceOfTheDisk) {
    ASSERT_TRUE(append_many(250));
    history->settle();

    options.min_free = 1000;
    disk.free = 999;
    open();
    const std::uint64_t segments = history->stats().segments;
    history->tick();
    history->tick();

    EXPECT_EQ(segments, 2U) << "one at each look, as long as that gives nothing back";
    EXPECT_EQ(history->stats().segments, 1U) << "the one that grows stays";
    EXPECT_EQ(history->extent().first, 201U);
}

TEST_F(BlockFaultsTest, AFullDiskWithNothingButTheSegmentThatGrowsIsFreedByEndingIt) {
    options.min_free = 1000;
    open();
    ASSERT_TRUE(append_many(30));
    history->settle();
    disk.freed_by_removal = 500;

    disk.free = 999;
    clock.advance(std::chrono::seconds{1});
    const auto refused = append({{}});
    history->settle();
    clock.advance(std::chrono::seconds{1});
    const auto taken = append({{}});

    EXPECT_FALSE(refused);
    EXPECT_TRUE(taken);
    EXPECT_EQ(history->stats().trimmed, 30U);
    EXPECT_EQ(paged_seqs(), seqs_between(32, 32));
    EXPECT_THAT(folder.files("segment-"), IsEmpty());
}

TEST_F(BlockFaultsTest, LeavesNoFileOfASegmentThatItForgets) {
    ASSERT_TRUE(append_many(250));
    history->settle();
    std::ofstream{folder.path() + "/" + folder.files("segment-").front() + "-journal"} << "of a power cut";

    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();
    history->settle();

    EXPECT_THAT(folder.files("segment-"), IsEmpty());
}

TEST_F(BlockFaultsTest, TakesBackABurstThatCouldNotBeSynced) {
    options.sync = SyncPolicy::each_append;
    open();
    disk.cannot_sync = true;
    const auto refused = append({{}});
    disk.cannot_sync = false;
    ASSERT_TRUE(append({{}}));

    crash();
    open();

    EXPECT_FALSE(refused);
    EXPECT_EQ(paged_seqs(), seqs_between(2, 2));
}

TEST_F(BlockFaultsTest, PassesOverADamagedBlockTellsItOnceAndShowsAHole) {
    ASSERT_TRUE(append_many(100));
    history->settle();
    history.reset();
    damage_block(folder.file("segment-"), 3);
    open();

    EXPECT_THAT(test::seqs_of(*history->snapshot()), SizeIs(90));
    EXPECT_THAT(paged_seqs(), SizeIs(90));
    notices.clear();
    history->tick();
    history->tick();

    EXPECT_THAT(notices, SizeIs(1));
    EXPECT_EQ(history->stats().damaged_blocks, 1U);
    ASSERT_THAT(history->snapshot()->holes(), SizeIs(1));
    EXPECT_EQ(history->snapshot()->holes()[0].first, 31U);
    EXPECT_EQ(history->snapshot()->holes()[0].reason, "damaged");
}

TEST_F(BlockFaultsTest, GoesOnWithoutASegmentThatCannotBeRead) {
    ASSERT_TRUE(append_many(250));
    history->settle();
    history.reset();
    overwrite(folder.path() + "/" + folder.files("segment-").front(), 0, std::string(4096, 'x'));

    open("e2");

    EXPECT_EQ(paged_seqs(), seqs_between(101, 250));
    EXPECT_THAT(notices, Contains(HasSubstr("segment-00000000000000000001.db")));
    ASSERT_THAT(history->snapshot()->holes(), SizeIs(1));
    EXPECT_EQ(history->snapshot()->holes()[0].last, 100U);
    EXPECT_EQ(history->extent().epoch, "e1");
}

TEST_F(BlockFaultsTest, RefusesAFormatThatIsNewerInOneLine) {
    ASSERT_TRUE(append_many(100));
    history->settle();
    history.reset();
    ASSERT_TRUE(
        Database::open(folder.file("segment-"), DatabaseAccess::read_write).value().execute("pragma user_version=2"));

    const auto opened = BlockHistory::open(options, clock, "e2");

    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::unsupported_version);
    EXPECT_THAT(opened.error().detail, HasSubstr("segment-00000000000000000001.db' has format version 2"));
}

TEST_F(BlockFaultsTest, BeginsANewEpochAfterAPowerCut) {
    options.boot_id = "one";
    open("e2");
    const std::string kept = history->extent().epoch;
    ASSERT_TRUE(append_many(5));
    crash();
    options.boot_id = "two";
    open("e3");

    EXPECT_EQ(kept, "e1");
    EXPECT_EQ(history->extent().epoch, "e3");
    EXPECT_EQ(history->extent().last, 5U);
}

TEST_F(BlockFaultsTest, KeepsTheEpochOverAPowerCutWhenEveryAppendWasSynced) {
    options.boot_id = "one";
    options.sync = SyncPolicy::each_append;
    open("e2");
    ASSERT_TRUE(append_many(5));
    crash();
    options.boot_id = "two";
    open("e3");

    EXPECT_EQ(history->extent().epoch, "e1");
}

TEST_F(BlockFaultsTest, ForgetsNothingWhenTheWallClockJumps) {
    ASSERT_TRUE(append_many(250));
    history->settle();

    clock.jump_wall(std::chrono::hours{24 * 365});
    history->tick();
    ASSERT_TRUE(append_many(1));

    EXPECT_EQ(history->extent().first, 1U);
}

TEST_F(BlockFaultsTest, ForgetsByTheAgeOfArrivalNotByLateTimestamps) {
    ASSERT_TRUE(append_many(250, {"{}", "a", std::nullopt, "", Timestamp{}}));
    history->settle();
    history->tick();
    const std::uint64_t first = history->extent().first;

    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();

    EXPECT_EQ(first, 1U);
    EXPECT_EQ(history->extent().first, 201U);
}

TEST_F(BlockFaultsTest, NeverGivesASeqAgainWhenEverythingWasForgotten) {
    ASSERT_TRUE(append_many(10));
    history->settle();

    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();
    history->settle();
    history->tick();
    crash();
    open("e2");

    EXPECT_EQ(history->extent().events, 0U);
    EXPECT_EQ(history->extent().last, 10U);
    EXPECT_THAT(folder.files("segment-"), IsEmpty());
}

}  // namespace
}  // namespace logbeam::store
