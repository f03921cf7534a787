#include "query/program.hpp"
#include "store/sqlite.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

// What a block store does with segments that have changed on the disk: what it finds is as it was stored, and what it
// does not find is told.
namespace logbeam::store {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

test::DraftEvent draft(std::uint64_t seq) {
    const std::string message = "word" + std::to_string(seq % 17) + " of " + std::to_string(seq * 7919);
    return {R"({"message":")" + message + R"("})", "topic" + std::to_string(seq % 3),
            seq % 5 == 0 ? Level::error : Level::info};
}

history::PageRequest everything(const char* query = nullptr) {
    history::PageRequest request;
    request.max_events = SIZE_MAX;
    request.max_bytes = SIZE_MAX;
    request.max_scanned = SIZE_MAX;
    if (query != nullptr) request.filter = query::Program::compile(query, Timestamp{}).value();
    return request;
}

// A store of two sealed segments and one that grows; copies of it are damaged.
struct DamagedSegmentTest : ::testing::Test, test::BlockStoreRig {
    explicit DamagedSegmentTest(std::size_t block_events = 10) {
        options.block_events = block_events;
        options.directory = origin.path();
        marks.push_back({"worker", 7});
        open("e1");
        append_through(250);
        history.reset();
        options.directory = folder.path();
        restore();
    }
    void append_through(std::uint64_t last) {
        while (next_seq <= last)
            EXPECT_TRUE(append({draft(next_seq)}));
        history->settle();
    }
    void restore() {
        history.reset();
        fs::remove_all(folder.path());
        fs::copy(origin.path(), folder.path());
    }
    // Some bytes, near each other, of the first or the second segment. Returns the first seq of that one.
    std::uint64_t damage(std::mt19937_64& choices) const {
        const std::size_t segment = choices() % 2;
        const std::string path = folder.path() + "/" + folder.files("segment-")[segment];
        // Half of them where the tables have their roots: most of the file is filters.
        const std::uint64_t most = choices() % 2 == 0 ? 12 * 4096 : fs::file_size(path) - 64;
        const std::uint64_t begin = choices() % most;
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        for (std::uint64_t count = 1 + choices() % 16; count > 0; --count) {
            file.seekp(static_cast<std::streamoff>(begin + choices() % 64));
            file.put(static_cast<char>(choices()));
        }
        return 1 + segment * 100;
    }
    // A segment as a page would be that has changed, and that SQLite has no objection to.
    void change(std::size_t segment, const std::string& sql) {
        auto database =
            Database::open(folder.path() + "/" + folder.files("segment-")[segment], DatabaseAccess::read_write).value();
        ASSERT_TRUE(database.execute(sql)) << sql;
    }
    [[nodiscard]] bool is_in_hole(std::uint64_t seq) const {
        const auto snapshot = history->snapshot();
        const auto& holes = snapshot->holes();
        return std::any_of(holes.begin(), holes.end(),
                           [&](const auto& hole) { return hole.first <= seq && seq <= hole.last; });
    }
    // What the query finds; each as it was stored.
    [[nodiscard]] std::set<std::uint64_t> find(const char* query = nullptr) const {
        std::set<std::uint64_t> found;
        for (const auto& event : history->page(everything(query)).events) {
            const test::DraftEvent stored = draft(event.seq);
            history::Burst expected;
            test::add_to(expected, event.seq, stored);
            EXPECT_EQ(event.text, expected.text);
            EXPECT_EQ(event.topic, stored.topic) << "seq " << event.seq;
            EXPECT_EQ(event.level, stored.level) << "seq " << event.seq;
            EXPECT_EQ(event.time, stored.time) << "seq " << event.seq;
            EXPECT_TRUE(found.insert(event.seq).second) << "twice: " << event.seq;
        }
        return found;
    }

    test::StoreFolder origin;
};

TEST_F(DamagedSegmentTest, FindsAllThatCanBeReadAndTellsTheRest) {
    for (std::uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937_64 choices{seed};
        restore();
        const std::uint64_t damaged = damage(choices);
        open("e2");

        const std::set<std::uint64_t> held = find();
        history->tick();

        EXPECT_EQ(history->extent().epoch, "e1");
        for (std::uint64_t seq = 1; seq <= 250; ++seq) {
            EXPECT_TRUE(held.count(seq) == 1 || is_in_hole(seq)) << "seq " << seq;
            EXPECT_TRUE(held.count(seq) == 1 || (damaged <= seq && seq < damaged + 100)) << "seq " << seq;
        }
        EXPECT_LE(history->stats().damaged_blocks, 10U);
    }
}

TEST_F(DamagedSegmentTest, NoSearchMissesAnEventOfABlockThatCanBeRead) {
    for (std::uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937_64 choices{seed};
        restore();
        static_cast<void>(damage(choices));
        open("e2");

        const std::set<std::uint64_t> words = find("word3");
        const std::set<std::uint64_t> topics = find("topic:topic1");
        const std::set<std::uint64_t> levels = find("level:error");
        history->tick();

        for (std::uint64_t seq = 1; seq <= 250; ++seq) {
            if (is_in_hole(seq)) continue;
            EXPECT_EQ(words.count(seq), seq % 17 == 3 ? 1U : 0U) << "seq " << seq;
            EXPECT_EQ(topics.count(seq), seq % 3 == 1 ? 1U : 0U) << "seq " << seq;
            EXPECT_EQ(levels.count(seq), seq % 5 == 0 ? 1U : 0U) << "seq " << seq;
        }
    }
}

// What is changed in the row of the fourth block, seqs 31 to 40.
struct ChangedBlockTest : DamagedSegmentTest, ::testing::WithParamInterface<const char*> {};

TEST_P(ChangedBlockTest, IsAHoleOfItsSeqsAndToldOnce) {
    change(0, "update blocks set " + std::string{GetParam()} + " where id=3");
    open("e2");

    const std::set<std::uint64_t> held = find();
    notices.clear();
    history->tick();
    history->tick();

    EXPECT_THAT(held, SizeIs(240));
    EXPECT_THAT(held, Each(::testing::Not(AllOf(Ge(31U), Le(40U)))));
    EXPECT_EQ(history->stats().damaged_blocks, 1U);
    EXPECT_THAT(notices, ElementsAre(HasSubstr("1 blocks of the store cannot be read")));
    ASSERT_THAT(history->snapshot()->holes(), SizeIs(1));
    EXPECT_EQ(history->snapshot()->holes()[0].first, 31U);
    EXPECT_EQ(history->snapshot()->holes()[0].last, 40U);
    EXPECT_EQ(history->snapshot()->holes()[0].reason, "damaged");
}

INSTANTIATE_TEST_SUITE_P(InOneField, ChangedBlockTest,
                         ::testing::Values("first_seq=32", "last_seq=39", "events=9", "first_time=first_time+1",
                                           "last_time=last_time-1", "levels=levels&1", "topics=x'010002'",
                                           "text_bytes=text_bytes-1", "checksum=checksum+1", "checksum=null"));

TEST_F(DamagedSegmentTest, TakesTheSeqsOfDamagedBlocksFromTheirNeighbours) {
    change(0, "update blocks set first_seq=1000, last_seq=2 where id in (0, 1, 9)");

    open("e2");

    const auto snapshot = history->snapshot();
    std::vector<std::uint64_t> ends;
    for (const history::Hole& hole : snapshot->holes())
        ends.insert(ends.end(), {hole.first, hole.last});
    EXPECT_THAT(ends, ElementsAre(1, 1, 2, 20, 91, 100));
    EXPECT_EQ(snapshot->block(10).first_seq, 101U);
}

TEST_F(DamagedSegmentTest, ShowsNoEventUnderATopicThatHasChanged) {
    change(0, "update topics set name='topic9' where name='topic1'");
    open("e2");

    const std::set<std::uint64_t> held = find();
    const std::set<std::uint64_t> found = find("topic:topic9");

    EXPECT_THAT(held, SizeIs(150));
    EXPECT_THAT(found, IsEmpty());
    EXPECT_EQ(history->stats().damaged_blocks, 10U);
}

TEST_F(DamagedSegmentTest, FindsEverythingWithoutAFilterThatHasChangedAndTellsItOnce) {
    change(0, "update filters set bits=zeroblob(12288) where id between 2 and 4");
    open("e2");

    const std::set<std::uint64_t> found = find("word3");
    EXPECT_EQ(find("word3"), found);
    notices.clear();
    history->tick();
    history->tick();

    EXPECT_THAT(found, SizeIs(15));
    EXPECT_THAT(history->snapshot()->holes(), IsEmpty());
    EXPECT_EQ(history->stats().damaged_blocks, 0U);
    EXPECT_EQ(history->stats().damaged_parts, 3U);
    EXPECT_THAT(history->stats().last_error, HasSubstr("3 parts of the store's index"));
    EXPECT_THAT(notices, ElementsAre(HasSubstr("3 parts of the store's index are damaged")));
}

TEST_F(DamagedSegmentTest, FindsEverythingWithoutAFilterThatHasGone) {
    change(0, "delete from filters where id=0");
    open("e2");

    EXPECT_THAT(find("word3"), SizeIs(15));
    EXPECT_GE(history->stats().damaged_parts, 1U);
}

TEST_F(DamagedSegmentTest, GoesOnWritingASegmentOfWhichAFilterHasChanged) {
    change(2, "update filters set bits=zeroblob(12288)");
    open("e2");

    append_through(350);
    const std::uint64_t pending = history->stats().pending_blocks;
    open("e3");

    EXPECT_EQ(pending, 0U);
    EXPECT_THAT(find(), SizeIs(350));
    EXPECT_THAT(find("word3"), SizeIs(21));
}

// A block for each event: enough of them for filters to be transposed.
struct DamagedSlicesTest : DamagedSegmentTest {
    DamagedSlicesTest() : DamagedSegmentTest{1} {}
};

TEST_F(DamagedSlicesTest, FindsEverythingWithoutSlicesThatHaveChangedAndTellsThemOnce) {
    open("e2");
    const std::set<std::uint64_t> found = find("word3");
    restore();
    change(0, "update slices set bits=zeroblob(3968)");
    open("e2");

    EXPECT_EQ(find("word3"), found);
    const std::uint64_t parts = history->stats().damaged_parts;
    EXPECT_EQ(find("word3"), found);
    notices.clear();
    history->tick();
    history->tick();

    EXPECT_THAT(found, SizeIs(15));
    EXPECT_GE(parts, 1U);
    EXPECT_EQ(history->stats().damaged_parts, parts) << "each is counted once";
    EXPECT_THAT(history->snapshot()->holes(), IsEmpty());
    EXPECT_THAT(notices, ElementsAre(HasSubstr("index are damaged")));
}

TEST_F(DamagedSlicesTest, FindsEverythingWithoutSlicesThatHaveGoneOrStandElsewhere) {
    change(0, "delete from slices where id%2=0; update slices set id=id+1");
    open("e2");

    EXPECT_THAT(find("word3"), SizeIs(15));
    EXPECT_GE(history->stats().damaged_parts, 1U);
}

// What happened to the sums of the first segment.
struct ChangedRollupTest : DamagedSegmentTest, ::testing::WithParamInterface<const char*> {};

TEST_P(ChangedRollupTest, GivesNoCountsRatherThanWrongOnes) {
    change(0, GetParam());
    open("e2");

    const auto snapshot = history->snapshot();

    EXPECT_FALSE(snapshot->rollup(0, 10));
    EXPECT_TRUE(snapshot->rollup(10, 20));
    EXPECT_EQ(history->stats().damaged_parts, 1U);
}

INSTANTIATE_TEST_SUITE_P(InOneWay, ChangedRollupTest,
                         ::testing::Values("update rollup set events=events+1 where topic=0 and level=2",
                                           "update rollup set topic=topic+5 where topic=0", "delete from rollup",
                                           "update rollup set level=5 where level=4"));

TEST_F(DamagedSegmentTest, LeavesOutAPublishersMarkThatHasChanged) {
    change(0, "update publishers set through=1000");

    open("e2");

    EXPECT_THAT(history->publishers(), IsEmpty());
    EXPECT_EQ(history->stats().damaged_parts, 1U);
}

TEST_F(DamagedSegmentTest, TakesNumbersThatHaveChangedForUnknown) {
    change(0, "update facts set value=0 where name='sealed'");
    change(1, "update facts set value=1000000 where name='through'; update facts set value=0 where name='arrived'");
    open("e2");

    EXPECT_EQ(history->extent().last, 250U);
    EXPECT_THAT(find(), SizeIs(250));
    EXPECT_EQ(history->stats().damaged_parts, 3U);
    EXPECT_EQ(history->stats().trimmed, 0U) << "no segment is older than its file";
}

}  // namespace
}  // namespace logbeam::store
