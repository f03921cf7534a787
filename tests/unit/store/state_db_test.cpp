#include "store/state_db.hpp"

#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// The format of state.db; what it does stands in tests/contract.
namespace logbeam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const history::Position position{"dashboard", "anna", "e1", 42, Timestamp{std::chrono::seconds{7}}};
const history::SavedView view{"Errors", "{}", "anna", Timestamp{std::chrono::seconds{8}}};
const history::Record record{"s-1", R"({"until":"äöü 'x'"})"};

// As the first version made it.
constexpr const char* first_format = R"(
create table positions(owner text, name text, epoch text, seq int, updated int, primary key(owner, name)) without rowid;
insert into positions values('anna', 'dashboard', 'e1', 42, 7000000000);
pragma user_version=1;
)";

// As the second made it.
constexpr const char* second_format = R"(
create table positions(owner text, name text, epoch text, seq int, updated int, primary key(owner, name)) without rowid;
create table views(name text primary key, view text, saved_by text, saved int);
insert into views values('Errors', '{}', 'anna', 8000000000);
pragma user_version=2;
)";

struct StateFile : ::testing::Test {
    void run(const std::string& sql) const {
        auto database = Database::open(path, DatabaseAccess::read_write).value();
        ASSERT_TRUE(database.execute(sql));
    }

    test::StoreFolder folder;
    std::string path = folder.path() + "/state.db";
};

TEST_F(StateFile, IsThereAgainWhenItIsOpenedAgain) {
    {
        const auto state = StateDb::open(path).value();
        ASSERT_TRUE(state->save_position(position));
        ASSERT_TRUE(state->save_view(view));
        ASSERT_TRUE(state->change_records({{"silence", record.key, record.text}}));
    }
    const auto again = StateDb::open(path).value();

    EXPECT_THAT(again->positions().value(), ElementsAre(position));
    EXPECT_THAT(again->views().value(), ElementsAre(view));
    EXPECT_THAT(again->records("silence").value(), ElementsAre(record));
    EXPECT_TRUE(again->is_kept());
}

TEST_F(StateFile, OfTheFirstFormatGainsViewsAndKeepsItsPositions) {
    run(first_format);

    const auto state = StateDb::open(path).value();

    EXPECT_THAT(state->positions().value(), ElementsAre(position));
    ASSERT_TRUE(state->save_view(view));
    EXPECT_THAT(state->views().value(), ElementsAre(view));
}

TEST_F(StateFile, OfTheSecondFormatGainsRecordsAndKeepsItsViews) {
    run(second_format);

    const auto state = StateDb::open(path).value();

    EXPECT_THAT(state->views().value(), ElementsAre(view));
    ASSERT_TRUE(state->change_records({{"silence", record.key, record.text}}));
    EXPECT_THAT(state->records("silence").value(), ElementsAre(record));
}

TEST_F(StateFile, OfANewerFormatIsRefused) {
    run("pragma user_version=4");

    const auto state = StateDb::open(path);

    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, ErrorCode::unsupported_version);
    EXPECT_THAT(state.error().detail, HasSubstr("version 4, this program knows 3"));
}

TEST_F(StateFile, OfAFormatThatThereNeverWasIsRefused) {
    run("pragma user_version=-1");

    EXPECT_FALSE(StateDb::open(path));
}

}  // namespace
}  // namespace logbeam::store
