#include "sqlite/module.hpp"

#include "sqlite/event_cursor.hpp"
#include "sqlite/event_table.hpp"

#include <exception>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

namespace logbeam::sqlite {
namespace {

// `tell` is called with what went wrong, in one line.
template <class Work, class Tell>
int guarded(Work work, Tell tell) noexcept {
    try {
        work();
        return SQLITE_OK;
    } catch (const std::bad_alloc&) {
        return SQLITE_NOMEM;
    } catch (const std::exception& problem) {
        tell(problem.what());
        return SQLITE_ERROR;
    }
}

EventTable& table_of(sqlite3_vtab* table) noexcept {
    return *static_cast<EventTable*>(table);
}

EventCursor& cursor_of(sqlite3_vtab_cursor* cursor) noexcept {
    return *static_cast<EventCursor*>(cursor);
}

template <class Work>
int guarded(sqlite3_vtab* table, Work work) noexcept {
    return guarded(work, [table](const char* problem) { table_of(table).tell(problem); });
}

// In front of the arguments stand the names of the module, the database and the table.
int connect(sqlite3* database, void*, int count, const char* const* words, sqlite3_vtab** made, char** problem) {
    const auto work = [&] {
        constexpr std::size_t names = 3;
        const std::span all{words, static_cast<std::size_t>(count)};
        const auto arguments = all.subspan(names);
        auto table = std::make_unique<EventTable>(parse_arguments({arguments.begin(), arguments.end()}));
        if (sqlite3_declare_vtab(database, declaration) != SQLITE_OK) throw std::bad_alloc{};
        *made = table.release();
    };
    return guarded(work, [problem](const char* text) { *problem = sqlite3_mprintf("%s", text); });
}

int best_index(sqlite3_vtab* table, sqlite3_index_info* info) {
    int code = SQLITE_OK;
    const int failed = guarded(table, [&] { code = choose_plan(*info); });
    return failed != SQLITE_OK ? failed : code;
}

int disconnect(sqlite3_vtab* table) {
    std::unique_ptr<EventTable>{&table_of(table)}.reset();
    return SQLITE_OK;
}

int open(sqlite3_vtab* table, sqlite3_vtab_cursor** made) {
    return guarded(table, [&] { *made = std::make_unique<EventCursor>(table_of(table)).release(); });
}

int close(sqlite3_vtab_cursor* cursor) {
    std::unique_ptr<EventCursor>{&cursor_of(cursor)}.reset();
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int number, const char* uses, int count, sqlite3_value** values) {
    return guarded(cursor->pVtab, [&] {
        cursor_of(cursor).start(plan_of(number, uses), {values, static_cast<std::size_t>(count)});
    });
}

int next(sqlite3_vtab_cursor* cursor) {
    return guarded(cursor->pVtab, [cursor] { cursor_of(cursor).advance(); });
}

int is_at_end(sqlite3_vtab_cursor* cursor) {
    return cursor_of(cursor).is_at_end() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index) {
    const auto work = [&] { cursor_of(cursor).tell(static_cast<Column>(index), *context); };
    return guarded(work, [context](const char* problem) { sqlite3_result_error(context, problem, -1); });
}

int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
    *id = cursor_of(cursor).row_id();
    return SQLITE_OK;
}

// A table holds nothing of its own, so that making and finding it, and leaving and dropping it, are the same.
constexpr sqlite3_module make_module() noexcept {
    sqlite3_module module{};
    module.xCreate = connect;
    module.xConnect = connect;
    module.xBestIndex = best_index;
    module.xDisconnect = disconnect;
    module.xDestroy = disconnect;
    module.xOpen = open;
    module.xClose = close;
    module.xFilter = filter;
    module.xNext = next;
    module.xEof = is_at_end;
    module.xColumn = column;
    module.xRowid = row_id;
    return module;
}

constexpr sqlite3_module callbacks = make_module();

}  // namespace

const sqlite3_module& module() noexcept {
    return callbacks;
}

}  // namespace logbeam::sqlite
