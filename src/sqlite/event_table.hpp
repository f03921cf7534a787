#pragma once

#include "history/snapshot.hpp"
#include "sqlite/api.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::sqlite {

// `using logbeam('folder' [, 'skip damaged'])`.
struct TableOptions {
    std::string folder;
    bool skips_damaged = false;
};

// Throws Failure where they are none.
[[nodiscard]] TableOptions parse_arguments(const std::vector<std::string_view>& arguments);

// A virtual table over the folder of a broker, for one connection. Scans that are under way at the same time, such as
// those of a join, see the same events. Throws what goes wrong. Confined to the connection.
class EventTable final : public sqlite3_vtab {
public:
    explicit EventTable(TableOptions options) : sqlite3_vtab{}, options_{std::move(options)} {}

    // What the folder holds now, also while a broker writes into it.
    [[nodiscard]] std::shared_ptr<const history::Snapshot> snapshot();
    [[nodiscard]] const TableOptions& options() const noexcept { return options_; }

    // What SQLite says of the call that fails now.
    void tell(const char* problem) noexcept;

private:
    const TableOptions options_;
    std::weak_ptr<const history::Snapshot> latest_;
};

}  // namespace logbeam::sqlite
