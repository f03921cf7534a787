#include "store/sqlite.hpp"
#include "support/block_store_rig.hpp"
#include "support/child_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#if defined(LOGBEAM_SQLITE_EXTENSION)

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Rows = std::vector<std::string>;

// As the program sqlite3 shows it: columns between bars, NULL empty.
int add_row(void* rows, int count, char** values, char** /*names*/) {
    std::string row;
    for (int index = 0; index < count; ++index)
        row.append(index == 0 ? "" : "|").append(values[index] == nullptr ? "" : values[index]);
    static_cast<Rows*>(rows)->push_back(row);
    return 0;
}

// A connection of this process that has loaded the extension.
class Sql {
public:
    Sql() {
        sqlite3* opened = nullptr;
        sqlite3_open(":memory:", &opened);
        database_.reset(opened);
        sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
        char* problem = nullptr;
        if (sqlite3_load_extension(opened, LOGBEAM_SQLITE_EXTENSION, nullptr, &problem) != SQLITE_OK) {
            throw std::runtime_error{problem};
        }
    }
    // With the table `events` over the folder.
    explicit Sql(const std::string& folder, const std::string& more = "") : Sql{} {
        (void)rows("create virtual table temp.events using logbeam('" + folder + "'" + more + ")");
    }

    [[nodiscard]] Rows rows(const std::string& statement) const {
        Rows found;
        if (sqlite3_exec(database_.get(), statement.c_str(), add_row, &found, nullptr) == SQLITE_OK) return found;
        throw std::runtime_error{sqlite3_errmsg(database_.get())};
    }
    [[nodiscard]] std::string row(const std::string& statement) const { return rows(statement).at(0); }
    [[nodiscard]] std::string problem(const std::string& statement) const {
        try {
            return "no error, but " + std::to_string(rows(statement).size()) + " rows";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

private:
    struct Close {
        void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

constexpr Timestamp morning{std::chrono::seconds{1'800'000'000}};  // 2027-01-15T08:00:00Z

// 40 events in four blocks, one a second; each has its seq as n, and each fifth is a warning from Berlin.
class SqliteExtension : public ::testing::Test, public BlockStoreRig {
protected:
    void SetUp() override {
        open();
        for (int n = 1; n <= 40; ++n) {
            const bool is_fifth = n % 5 == 0;
            DraftEvent draft;
            draft.data = R"({"message":"order \"x\" shipped","city":")" + std::string{is_fifth ? "Berlin" : "Bonn"} +
                         R"(","n":)" + std::to_string(n) + "}";
            draft.topic = n % 2 == 0 ? "logs.orders" : "logs.cart";
            draft.level = is_fifth ? Level::warning : Level::info;
            draft.time = morning + std::chrono::seconds{n};
            ASSERT_TRUE(append({draft}));
        }
        history->settle();
    }
    [[nodiscard]] Sql sql(const std::string& more = "") const { return Sql{folder.path(), more}; }
};

TEST_F(SqliteExtension, CountsWhatAStoreHolds) {
    const Rows found = sql().rows("select level, count(*) from events where topic = 'logs.orders' group by level");

    EXPECT_THAT(found, ElementsAre("info|16", "warning|4"));
}

TEST_F(SqliteExtension, ShowsAllThatAnEventSays) {
    DraftEvent draft{R"({"message":"a","x":[1, 2]})", "t", Level::error, R"({"host":"web-1"})", morning + 1ns};
    ASSERT_TRUE(append({draft}));

    const Rows found = sql().rows("select * from events where seq = 41");

    EXPECT_THAT(found, ElementsAre("41|2027-01-15T08:00:00.000000001Z|t|logger.error|tests|error|a|"
                                   R"({"message":"a","x":[1, 2]}|{"host":"web-1"}|i-41||)"
                                   R"({"id":"i-41","topic":"t","type":"logger.error","source":"tests",)"
                                   R"("timestamp":"2027-01-15T08:00:00.000000001Z","seq":41,)"
                                   R"("data":{"message":"a","x":[1, 2]},"metadata":{"host":"web-1"}})"));
}

TEST_F(SqliteExtension, LeavesNullWhatAnEventDoesNotSay) {
    ASSERT_TRUE(append({{R"("text")"}, {R"({"message":5})"}}));

    const Rows found = sql().rows("select level is null, message is null, metadata is null, client_id is null, data "
                                  "from events where seq > 40");

    EXPECT_THAT(found, ElementsAre(R"(1|1|1|1|"text")", R"(1|1|1|1|{"message":5})"));
}

TEST_F(SqliteExtension, GivesDataAsJsonAndMessagesAsText) {
    EXPECT_EQ(sql().row("select sum(json_extract(data, '$.n')), message from events where seq <= 3"),
              R"(6|order "x" shipped)");
}

TEST_F(SqliteExtension, FindsWhatAQueryFinds) {
    const Sql berlin = sql();

    EXPECT_THAT(berlin.rows("select seq from events where query = 'level>=warn city:Berlin' and seq < 12"),
                ElementsAre("5", "10"));
    EXPECT_THAT(berlin.rows("select seq from events where query match 'n>38'"), ElementsAre("39", "40"));
    EXPECT_THAT(berlin.rows("select seq, query from events where query = 'n:7'"), ElementsAre("7|n:7"));
    EXPECT_THAT(berlin.rows("select seq from events where query = NULL"), IsEmpty());
    EXPECT_EQ(berlin.row("select count(*) from events where query = ''"), "40");
}

TEST_F(SqliteExtension, JoinsQueriesAsSqlDoes) {
    const Sql both = sql();

    EXPECT_EQ(both.row("select count(*) from events where query = 'city:Berlin' and query match 'n<=20'"), "4");
    EXPECT_EQ(both.row("select count(*) from events where query = 'n:1 OR n:2' or query = 'n:2 OR n:3'"), "3");
    EXPECT_EQ(both.row("select count(*) from events where query in ('n:1', 'n<3', NULL)"), "2");
    EXPECT_EQ(both.row("select count(*) from events where query in ('', 'n:1') and query match 'n<4'"), "3");
    EXPECT_THAT(both.rows("select column1, seq from (values ('n:8'), ('n:9')) join events on query = column1"),
                ElementsAre("n:8|8", "n:9|9"));
}

TEST_F(SqliteExtension, RefusesAQueryWhereItCannotBeAsked) {
    EXPECT_THAT(sql().problem("select seq from events where query like 'city:%'"), HasSubstr("malformed_query (116)"));
    EXPECT_THAT(sql().problem("select seq from events where not query = 'n:1'"), HasSubstr("query = '...'"));
}

TEST_F(SqliteExtension, SaysWhatIsWrongWithAQuery) {
    EXPECT_EQ(sql().problem("select 1 from events where query = 'level:warnign'"),
              "malformed_query (116): at character 7: unknown level 'warnign', did you mean 'warning'?");
}

// What a plus stands before, SQLite compares by itself.
TEST_F(SqliteExtension, RangesFindWhatSqlWouldFindWithoutThem) {
    const Sql ranges = sql();
    for (const std::string column : {"seq", "time", "topic"}) {
        for (const std::string compares : {"=", "<", "<=", ">", ">="}) {
            for (const std::string to :
                 {"12", "12.5", "-1", "NULL", "'logs.cart'", "'2027'", "'2027-01-15T08:00'", "'2027-01-15 08:00'",
                  "'2027-01-15T08:00:10'", "'2027-01-15T08:00:10Z'", "'2027-01-15T08:00:10.000000000Z'",
                  "'2027-01-15T08:00:10.0000'", "'2027-01-15T08:00:1'", "'2027-01-15T08:00:60'", "'2027-1'", "'x'",
                  "''", "'2027-01-15T09:00:10+01:00'", "x'3132'"}) {
                const std::string rest = column + " " + compares + " " + to;

                EXPECT_EQ(ranges.row("select count(*), sum(seq) from events where " + rest),
                          ranges.row("select count(*), sum(seq) from events where +" + rest))
                    << rest;
            }
        }
    }
}

TEST_F(SqliteExtension, LeavesComparisonsWithoutRegardToCaseToSql) {
    EXPECT_EQ(sql().row("select count(*) from events where topic = 'LOGS.ORDERS' collate nocase"), "20");
}

TEST_F(SqliteExtension, GivesEventsInTheOrderOfTheirSeqWithoutSorting) {
    const Sql ordered = sql();

    EXPECT_THAT(ordered.rows("select seq from events order by seq limit 3"), ElementsAre("1", "2", "3"));
    EXPECT_THAT(ordered.rows("select seq from events order by seq desc limit 3"), ElementsAre("40", "39", "38"));
    EXPECT_THAT(ordered.rows("explain query plan select seq from events order by seq desc"),
                ElementsAre(Not(HasSubstr("TEMP B-TREE"))));
}

TEST_F(SqliteExtension, EachStatementSeesWhatTheBrokerHoldsByThen) {
    const Sql beside = sql();
    ASSERT_EQ(beside.row("select count(*) from events"), "40");

    ASSERT_TRUE(append_many(25));

    EXPECT_EQ(beside.row("select count(*), max(seq) from events"), "65|65");
}

TEST_F(SqliteExtension, JoinsATableWithItself) {
    EXPECT_EQ(sql().row("select count(*) from events a join events b on b.seq = a.seq + 1 where a.level = 'warning'"),
              "7");
}

TEST_F(SqliteExtension, RefusesToLeaveOutWhatItCannotReadUnlessItIsAskedTo) {
    history.reset();
    ASSERT_TRUE(store::Database::open(folder.file("segment-"), store::DatabaseAccess::read_write)
                    .value()
                    .execute("update chunks set columns=x'00', body=x'00' where id=1"));

    EXPECT_THAT(sql().problem("select count(text) from events"),
                AllOf(HasSubstr("store_damaged (133)"), HasSubstr("'skip damaged'")));
    EXPECT_EQ(sql().row("select count(text) from events where seq > 20"), "20");
    EXPECT_EQ(sql(", 'skip damaged'").row("select count(text) from events"), "30");
}

TEST_F(SqliteExtension, RefusesAFormatThatIsNewer) {
    history.reset();
    ASSERT_TRUE(store::Database::open(folder.file("segment-"), store::DatabaseAccess::read_write)
                    .value()
                    .execute("pragma user_version=99"));

    EXPECT_THAT(sql().problem("select 1 from events"), HasSubstr("unsupported_version (114)"));
}

TEST(SqliteExtensionArguments, SayWhatIsMissing) {
    const Sql sql;

    EXPECT_THAT(sql.problem("create virtual table a using logbeam"), HasSubstr("logbeam takes the folder of a broker"));
    EXPECT_THAT(sql.problem("create virtual table a using logbeam('')"), HasSubstr("the name of the folder is empty"));
    EXPECT_THAT(sql.problem("create virtual table a using logbeam('x', fast)"), HasSubstr("not fast"));
}

TEST(SqliteExtensionArguments, NameAFolderThatIsThere) {
    const StoreFolder folder;
    const Sql sql{folder.path() + "/it''s not there"};

    EXPECT_EQ(sql.problem("select 1 from events"),
              "store_unavailable (132): '" + folder.path() +
                  "/it's not there' is no folder; name the one that `logbeam serve --data` has");
    EXPECT_THAT(folder.files(""), IsEmpty());
}

TEST_F(SqliteExtension, IsLoadedByTheProgramSqlite3) {
    if (has_sanitizer_runtime) GTEST_SKIP() << "the program has no sanitizer's runtime";
    Child program{Command{"/usr/bin/env",
                          {"sqlite3", "-cmd", std::string{".load "} + LOGBEAM_SQLITE_EXTENSION, "-cmd",
                           "create virtual table temp.events using logbeam('" + folder.path() + "')", ":memory:",
                           "select topic, count(*) from events where query = 'city:Berlin' group by topic"}}};

    EXPECT_EQ(program.line(), "logs.cart|4");
    EXPECT_EQ(program.line(), "logs.orders|4");
    EXPECT_EQ(program.wait(20s), exit_code(0));
}

}  // namespace
}  // namespace logbeam::test

#endif
