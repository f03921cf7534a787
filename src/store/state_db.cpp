#include "store/state_db.hpp"

#include <array>
#include <utility>

namespace logbeam::store {
namespace {

using history::Position;
using history::Record;
using history::RecordChange;
using history::SavedView;

// What makes each version of the format out of the one before; the first out of nothing.
constexpr std::array upgrades{
    R"(create table positions(owner text, name text, epoch text, seq int, updated int, primary key(owner, name))
       without rowid; pragma user_version=1)",
    "create table views(name text primary key, view text, saved_by text, saved int); pragma user_version=2",
    R"(create table records(kind text, key text, text text, primary key(kind, key)) without rowid;
       pragma user_version=3)",
};
constexpr std::int64_t state_version = upgrades.size();

// All of it or nothing.
Result<void> upgrade(Database& database, std::int64_t version) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    for (; version < state_version; ++version) {
        if (auto made = database.execute(upgrades.at(static_cast<std::size_t>(version))); !made) return made;
    }
    return transaction->commit();
}

Result<void> prepare(Database& database) {
    if (auto set = database.execute("pragma journal_mode=wal; pragma synchronous=normal"); !set) return set;
    const auto version = database.number("pragma user_version");
    if (!version) return version.error();
    if (*version > state_version || *version < 0) {
        return Error{ErrorCode::unsupported_version, "'" + database.path() + "' has format version " +
                                                         std::to_string(*version) + ", this program knows " +
                                                         std::to_string(state_version) + "; upgrade it"};
    }
    return *version == state_version ? Result<void>{} : upgrade(database, *version);
}

Position position_of(Statement& row) {
    Position position;
    position.owner = row.text(0);
    position.name = row.text(1);
    position.epoch = row.text(2);
    position.seq = static_cast<std::uint64_t>(row.number(3));
    position.updated = Timestamp{std::chrono::nanoseconds{row.number(4)}};
    return position;
}

SavedView view_of(Statement& row) {
    SavedView view;
    view.name = row.text(0);
    view.view = row.text(1);
    view.by = row.text(2);
    view.saved = Timestamp{std::chrono::nanoseconds{row.number(3)}};
    return view;
}

Record record_of(Statement& row) {
    return {std::string{row.text(0)}, std::string{row.text(1)}};
}

Result<void> change_record(Database& database, const RecordChange& change) {
    auto statement = database.prepare(change.text ? "insert or replace into records values(?,?,?)"
                                                  : "delete from records where kind=? and key=?");
    if (!statement) return statement.error();
    statement->bind_text(1, change.kind).bind_text(2, change.key);
    if (change.text) statement->bind_text(3, *change.text);
    return statement->run();
}

template <class Item>
Result<std::vector<Item>> rest_of(Statement& statement, Item (*item_of)(Statement& row)) {
    std::vector<Item> all;
    for (;;) {
        const auto row = statement.step();
        if (!row) return row.error();
        if (!*row) return all;
        all.push_back(item_of(statement));
    }
}

template <class Item>
Result<std::vector<Item>> all_of(Database& database, std::string_view select, Item (*item_of)(Statement& row)) {
    auto statement = database.prepare(select);
    if (!statement) return statement.error();
    return rest_of(*statement, item_of);
}

}  // namespace

Result<std::unique_ptr<StateDb>> StateDb::open(const std::string& path) {
    auto database = Database::open(path, DatabaseAccess::read_write);
    if (!database) return database.error();
    if (auto prepared = prepare(*database); !prepared) return prepared.error();
    return std::unique_ptr<StateDb>{new StateDb{std::move(*database)}};
}

Result<void> StateDb::save_position(const Position& position) {
    auto statement = database_.prepare("insert or replace into positions values(?,?,?,?,?)");
    if (!statement) return statement.error();
    return statement->bind_text(1, position.owner)
        .bind_text(2, position.name)
        .bind_text(3, position.epoch)
        .bind(4, static_cast<std::int64_t>(position.seq))
        .bind(5, position.updated.time_since_epoch().count())
        .run();
}

Result<std::optional<Position>> StateDb::position(std::string_view owner, std::string_view name) const {
    auto statement =
        database_.prepare("select owner, name, epoch, seq, updated from positions where owner=? and name=?");
    if (!statement) return statement.error();
    const auto row = statement->bind_text(1, owner).bind_text(2, name).step();
    if (!row) return row.error();
    return *row ? std::optional{position_of(*statement)} : std::nullopt;
}

Result<void> StateDb::remove_position(std::string_view owner, std::string_view name) {
    auto statement = database_.prepare("delete from positions where owner=? and name=?");
    if (!statement) return statement.error();
    return statement->bind_text(1, owner).bind_text(2, name).run();
}

Result<std::vector<Position>> StateDb::positions() const {
    return all_of(database_, "select owner, name, epoch, seq, updated from positions order by owner, name",
                  position_of);
}

Result<void> StateDb::save_view(const SavedView& view) {
    auto statement = database_.prepare("insert or replace into views values(?,?,?,?)");
    if (!statement) return statement.error();
    return statement->bind_text(1, view.name)
        .bind_text(2, view.view)
        .bind_text(3, view.by)
        .bind(4, view.saved.time_since_epoch().count())
        .run();
}

Result<bool> StateDb::remove_view(std::string_view name) {
    auto statement = database_.prepare("delete from views where name=?");
    if (!statement) return statement.error();
    if (auto run = statement->bind_text(1, name).run(); !run) return run.error();
    const auto removed = database_.number("select changes()");
    if (!removed) return removed.error();
    return *removed > 0;
}

Result<std::vector<SavedView>> StateDb::views() const {
    return all_of(database_, "select name, view, saved_by, saved from views order by name", view_of);
}

Result<std::size_t> StateDb::count_views_but(std::string_view name) const {
    auto statement = database_.prepare("select count(*) from views where name<>?");
    if (!statement) return statement.error();
    const auto row = statement->bind_text(1, name).step();
    if (!row) return row.error();
    return static_cast<std::size_t>(statement->number(0));
}

Result<void> StateDb::change_records(const std::vector<RecordChange>& changes) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    for (const RecordChange& change : changes) {
        if (auto changed = change_record(database_, change); !changed) return changed;
    }
    return transaction->commit();
}

Result<std::vector<Record>> StateDb::records(std::string_view kind) const {
    auto statement = database_.prepare("select key, text from records where kind=? order by key");
    if (!statement) return statement.error();
    return rest_of(statement->bind_text(1, kind), record_of);
}

}  // namespace logbeam::store
