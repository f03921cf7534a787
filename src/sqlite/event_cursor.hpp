#pragma once

#include "sqlite/api.hpp"
#include "sqlite/columns.hpp"
#include "sqlite/event_table.hpp"
#include "sqlite/request.hpp"
#include "sqlite/scan.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace logbeam::sqlite {

// One place of a statement that reads the table; scans it as often as the statement says, always the same events.
// Throws what goes wrong. Confined to the connection.
class EventCursor final : public sqlite3_vtab_cursor {
public:
    explicit EventCursor(EventTable& table) : sqlite3_vtab_cursor{&table}, table_{table} {}

    void start(const Plan& plan, std::span<sqlite3_value* const> values);
    void advance();
    [[nodiscard]] bool is_at_end() const noexcept { return !scan_ || scan_->is_at_end(); }

    void tell(Column column, sqlite3_context& context);
    [[nodiscard]] sqlite3_int64 row_id() const noexcept { return static_cast<sqlite3_int64>(scan_->row().seq); }

private:
    void check_whole() const;

    EventTable& table_;
    std::shared_ptr<const history::Snapshot> snapshot_;
    Request request_;
    std::optional<Scan> scan_;
    std::string scratch_;
};

}  // namespace logbeam::sqlite
