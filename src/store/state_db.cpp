#include "store/state_db.hpp"

#include <utility>

namespace logbeam::store {
namespace {

using history::Position;

constexpr std::int64_t state_version = 1;
constexpr const char* schema = R"(
create table positions(owner text, name text, epoch text, seq int, updated int, primary key(owner, name)) without rowid;
pragma user_version=1;
)";

Result<void> prepare(Database& database) {
    if (auto set = database.execute("pragma journal_mode=wal; pragma synchronous=normal"); !set) return set;
    const auto version = database.number("pragma user_version");
    if (!version) return version.error();
    if (*version > state_version) {
        return Error{ErrorCode::unsupported_version, "'" + database.path() + "' has format version " +
                                                         std::to_string(*version) + ", this program knows " +
                                                         std::to_string(state_version) + "; upgrade it"};
    }
    if (*version == state_version) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    if (auto made = database.execute(schema); !made) return made;
    return transaction->commit();
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

}  // namespace

Result<std::unique_ptr<StateDb>> StateDb::open(const std::string& path) {
    auto database = Database::open(path, DatabaseAccess::read_write);
    if (!database) return database.error();
    if (auto prepared = prepare(*database); !prepared) return prepared.error();
    return std::unique_ptr<StateDb>{new StateDb{std::move(*database)}};
}

Result<void> StateDb::save(const Position& position) {
    auto statement = database_.prepare("insert or replace into positions values(?,?,?,?,?)");
    if (!statement) return statement.error();
    return statement->bind_text(1, position.owner)
        .bind_text(2, position.name)
        .bind_text(3, position.epoch)
        .bind(4, static_cast<std::int64_t>(position.seq))
        .bind(5, position.updated.time_since_epoch().count())
        .run();
}

Result<std::optional<Position>> StateDb::load(std::string_view owner, std::string_view name) const {
    auto statement =
        database_.prepare("select owner, name, epoch, seq, updated from positions where owner=? and name=?");
    if (!statement) return statement.error();
    const auto row = statement->bind_text(1, owner).bind_text(2, name).step();
    if (!row) return row.error();
    return *row ? std::optional{position_of(*statement)} : std::nullopt;
}

Result<void> StateDb::remove(std::string_view owner, std::string_view name) {
    auto statement = database_.prepare("delete from positions where owner=? and name=?");
    if (!statement) return statement.error();
    return statement->bind_text(1, owner).bind_text(2, name).run();
}

Result<std::vector<Position>> StateDb::list() const {
    auto statement = database_.prepare("select owner, name, epoch, seq, updated from positions order by owner, name");
    if (!statement) return statement.error();
    std::vector<Position> all;
    for (;;) {
        const auto row = statement->step();
        if (!row) return row.error();
        if (!*row) return all;
        all.push_back(position_of(*statement));
    }
}

}  // namespace logbeam::store
