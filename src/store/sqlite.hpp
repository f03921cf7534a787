#pragma once

#include <logbeam/result.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

// The only door to SQLite.
namespace logbeam::store {

// A prepared statement. Unsynchronised; must not outlive its Database.
class Statement final {
public:
    // What is bound must live until the statement is run or reset.
    Statement& bind(int index, std::int64_t number) noexcept;
    Statement& bind_text(int index, std::string_view text) noexcept;
    Statement& bind_blob(int index, std::string_view bytes) noexcept;

    [[nodiscard]] Result<bool> step();  // whether there is a row
    Result<void> run();                 // to the end, and ready to be used again
    void reset() noexcept;

    // Columns of the row, from 0; views live until the next step or reset.
    [[nodiscard]] std::int64_t number(int column) noexcept;
    [[nodiscard]] std::string_view text(int column) noexcept;
    [[nodiscard]] std::string_view blob(int column) noexcept;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    Statement(sqlite3_stmt* statement, std::string path) : handle_{statement}, path_{std::move(path)} {}

    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    std::string path_;
};

// How a file is opened. A frozen one is never changed by anybody: no locks and no other files are needed.
enum class DatabaseAccess : std::uint8_t { read_write, read_only, frozen };

// An open database file. Errors name the file. Unsynchronised.
class Database final {
public:
    [[nodiscard]] static Result<Database> open(const std::string& path, DatabaseAccess access);

    Result<void> execute(const std::string& sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql);  // the first column of the first row
    Result<void> copy_to(const std::string& path);                    // a consistent copy, while others write

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    struct Close {
        void operator()(sqlite3* database) const noexcept;
    };
    Database(sqlite3* database, std::string path) : handle_{database}, path_{std::move(path)} {}

    std::unique_ptr<sqlite3, Close> handle_;
    std::string path_;
};

// Undone unless it is committed. The Database must outlive it.
class Transaction final {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_{std::exchange(other.database_, nullptr)} {}
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_{&database} {}

    Database* database_;
};

}  // namespace logbeam::store
