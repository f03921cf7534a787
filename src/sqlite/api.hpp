#pragma once

#include <sqlite3ext.h>

// The functions of the SQLite that loaded the extension, which need not be the one that the store is linked with.
SQLITE_EXTENSION_INIT3
