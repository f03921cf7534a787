#include "store/sqlite.hpp"

#include <sqlite3.h>

namespace logbeam::store {
namespace {

constexpr int busy_milliseconds = 5000;

Error error_of(int code, const std::string& path, const char* what) {
    const int primary = code & 0xFF;
    const bool is_damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_FORMAT;
    return Error{is_damaged ? ErrorCode::store_damaged : ErrorCode::store_unavailable, "'" + path + "': " + what};
}

Error error_of(sqlite3* database, const std::string& path) {
    return error_of(sqlite3_extended_errcode(database), path, sqlite3_errmsg(database));
}

// SQLite reads `?` and `#` in the name of a file as its own.
std::string uri_of(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '?' || c == '#' || c == '%') {
            constexpr std::string_view digits = "0123456789abcdef";
            uri += '%';
            uri += digits[static_cast<unsigned char>(c) >> 4U];
            uri += digits[static_cast<unsigned char>(c) & 15U];
        } else {
            uri += c;
        }
    }
    return uri;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int index, std::int64_t number) noexcept {
    sqlite3_bind_int64(handle_.get(), index, number);
    return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) noexcept {
    sqlite3_bind_text64(handle_.get(), index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) noexcept {
    sqlite3_bind_blob64(handle_.get(), index, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error_of(sqlite3_db_handle(handle_.get()), path_);
}

Result<void> Statement::run() {
    Result<bool> stepped = step();
    while (stepped && *stepped)
        stepped = step();
    reset();
    if (!stepped) return stepped.error();
    return {};
}

void Statement::reset() noexcept {
    sqlite3_reset(handle_.get());
}

std::int64_t Statement::number(int column) noexcept {
    return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::text(int column) noexcept {
    const void* const bytes = sqlite3_column_text(handle_.get(), column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::string_view Statement::blob(int column) noexcept {
    const void* const bytes = sqlite3_column_blob(handle_.get(), column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void Database::Close::operator()(sqlite3* database) const noexcept {
    sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::string& path, DatabaseAccess access) {
    const bool is_frozen = access == DatabaseAccess::frozen;
    const int flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
        (access == DatabaseAccess::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    sqlite3* handle = nullptr;
    const std::string uri = uri_of(path) + (is_frozen ? "?immutable=1" : "");
    const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
    Database database{handle, path};
    if (code != SQLITE_OK) return error_of(code, path, sqlite3_errstr(code));
    sqlite3_busy_timeout(handle, busy_milliseconds);
    return database;
}

Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return error_of(handle_.get(), path_);
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return error_of(handle_.get(), path_);
    return Statement{statement, path_};
}

Result<std::int64_t> Database::number(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return *row ? statement->number(0) : 0;
}

Result<void> Database::copy_to(const std::string& path) {
    auto target = open(path, DatabaseAccess::read_write);
    if (!target) return target.error();
    sqlite3_backup* const backup = sqlite3_backup_init(target->handle_.get(), "main", handle_.get(), "main");
    if (backup == nullptr) return error_of(target->handle_.get(), path);
    sqlite3_backup_step(backup, -1);
    const int code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK) return error_of(code, path, sqlite3_errstr(code));
    return {};
}

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.execute("begin immediate"); !begun) return begun.error();
    return Transaction{database};
}

Transaction::~Transaction() {
    if (database_ != nullptr) {
        const auto undone = database_->execute("rollback");  // may be undone already, after an error
        static_cast<void>(undone);
    }
}

Result<void> Transaction::commit() {
    auto committed = database_->execute("commit");
    if (committed) database_ = nullptr;
    return committed;
}

}  // namespace logbeam::store
