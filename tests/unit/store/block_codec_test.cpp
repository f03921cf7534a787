#include "store/block/columns.hpp"
#include "store/block/compression.hpp"
#include "store/block/tail_record.hpp"
#include "store/sqlite.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

// What stands in the files of a block store reads back, and is refused where it is damaged.
namespace logbeam::store {
namespace {

using ::testing::HasSubstr;

struct ColumnsTest : ::testing::Test {
    ColumnsTest() {
        add(7, Timestamp::max(), Level::critical, "a", "first");
        add(8, Timestamp::min(), std::nullopt, "b", "");
        add(1000, Timestamp{}, Level::trace, "a", "third");
    }
    void add(std::uint64_t seq, Timestamp time, std::optional<Level> level, std::string_view topic,
             std::string_view text) {
        history::Row row;
        row.seq = seq;
        row.time = time;
        row.level = level;
        row.topic = names.keep(topic);
        block.add({row, {}}, text);
    }
    [[nodiscard]] bool decode(std::string_view columns) {
        return decode_columns(columns, {3, 7, block.text().size()}, block.summary().topics, rows);
    }

    TopicNames names;
    MemoryBlock block{1, 10, 1000};
    std::vector<history::Row> rows;
};

TEST_F(ColumnsTest, ReadBackAsTheyWere) {
    ASSERT_TRUE(decode(encode_columns(block)));

    for (std::size_t index = 0; index < rows.size(); ++index) {
        const history::Row& row = block.events()[index].row;
        EXPECT_EQ(rows[index].seq, row.seq);
        EXPECT_EQ(rows[index].time, row.time);
        EXPECT_EQ(rows[index].level, row.level);
        EXPECT_EQ(rows[index].topic, row.topic);
        EXPECT_EQ(rows[index].at, row.at);
        EXPECT_EQ(rows[index].bytes, row.bytes);
    }
}

TEST_F(ColumnsTest, AreRefusedWhenTheyAreCut) {
    const std::string columns = encode_columns(block);

    for (std::size_t size = 0; size < columns.size(); ++size)
        EXPECT_FALSE(decode(std::string_view{columns}.substr(0, size))) << size;
}

TEST(Compression, RefusesADamagedFrame) {
    std::string frame;
    Compressor{}.compress("some text that is long enough to be compressed, compressed, compressed", frame);
    std::string buffer;
    const auto whole = decompress(frame, 1000, buffer);
    const bool is_whole = whole.has_value();

    frame.back() = static_cast<char>(frame.back() + 1);

    EXPECT_TRUE(is_whole);
    EXPECT_FALSE(decompress(frame, 1000, buffer));
}

TEST(Compression, RefusesAFrameThatIsLargerThanItMayBe) {
    std::string frame;
    Compressor{}.compress(std::string(1000, 'x'), frame);
    std::string buffer;

    EXPECT_FALSE(decompress(frame, 999, buffer));
    EXPECT_TRUE(decompress(frame, 1000, buffer));
}

TEST(TailRecords, ReadBackUpToTheFirstTornOne) {
    history::Burst burst;
    test::add_to(burst, 5, {"{}", "a.b", Level::error});
    burst.marks = {{"publisher", 9}};
    std::string tail;
    put_record(tail, burst, {0}, {{1, 4, "unstored"}});
    const std::size_t one = tail.size();
    put_record(tail, burst, {0}, {});
    tail.pop_back();

    std::vector<TailRecord> records;
    const std::size_t whole = read_records(tail, [&](const TailRecord& record) { records.push_back(record); });

    EXPECT_EQ(whole, one);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].through, 5U);
    EXPECT_EQ(records[0].marks[0].through, 9U);
    EXPECT_EQ(records[0].holes[0].last, 4U);
    EXPECT_EQ(records[0].events[0].level, Level::error);
    EXPECT_EQ(records[0].texts, burst.text);
}

TEST(SqliteDatabase, NamesTheFileInItsErrors) {
    const auto database = Database::open("/no/such/folder/x.db", DatabaseAccess::read_write);

    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().code, ErrorCode::store_unavailable);
    EXPECT_THAT(database.error().detail, HasSubstr("/no/such/folder/x.db"));
}

TEST(SqliteDatabase, UndoesATransactionThatIsNotCommitted) {
    const test::StoreFolder folder;
    auto database = Database::open(folder.path() + "/strange?name#%.db", DatabaseAccess::read_write).value();
    ASSERT_TRUE(database.execute("create table t(x int)"));

    {
        const auto transaction = Transaction::begin(database);
        ASSERT_TRUE(transaction && database.execute("insert into t values(1)"));
    }

    EXPECT_EQ(database.number("select count(*) from t").value(), 0);
    EXPECT_EQ(folder.files("strange").front(), "strange?name#%.db");
}

}  // namespace
}  // namespace logbeam::store
