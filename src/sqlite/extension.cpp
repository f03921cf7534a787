#include "sqlite/module.hpp"

// `.load logbeam_sqlite` looks for the name that it makes of the file's, then for the one that all extensions may have.
// The table of functions is the one thing that cannot be handed on: SQLite's macros look for it under this name.
SQLITE_EXTENSION_INIT1

extern "C" {

__attribute__((visibility("default"))) int sqlite3_logbeamsqlite_init(sqlite3* database, char** problem,
                                                                      const sqlite3_api_routines* functions) {
    SQLITE_EXTENSION_INIT2(functions);
    constexpr int with_vtab_in = 3'038'000;
    if (sqlite3_libversion_number() < with_vtab_in) {
        *problem = sqlite3_mprintf("logbeam needs SQLite 3.38 or later, this is %s", sqlite3_libversion());
        return SQLITE_ERROR;
    }
    return sqlite3_create_module_v2(database, "logbeam", &logbeam::sqlite::module(), nullptr, nullptr);
}

__attribute__((visibility("default"))) int sqlite3_extension_init(sqlite3* database, char** problem,
                                                                  const sqlite3_api_routines* functions) {
    return sqlite3_logbeamsqlite_init(database, problem, functions);
}
}
