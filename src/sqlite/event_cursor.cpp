#include "sqlite/event_cursor.hpp"

#include "base/clock.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace logbeam::sqlite {
namespace {

bool is_damaged_in(const history::SearchRange& range, const history::Hole& hole) noexcept {
    return hole.reason == "damaged" && hole.last > range.after && hole.first < range.before;
}

void tell_text(sqlite3_context& context, std::string_view text) {
    sqlite3_result_text64(&context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

void EventCursor::start(const Plan& plan, std::span<sqlite3_value* const> values) {
    scan_.reset();
    request_ = make_request(plan, values, SystemClock{}.wall_now()).value();
    if (request_.is_nothing) return;
    if (!snapshot_) snapshot_ = table_.snapshot();
    scan_.emplace(history::Search{snapshot_, request_.program, request_.range, plan.order, plan.depth});
    if (scan_->is_at_end()) check_whole();
}

void EventCursor::advance() {
    scan_->advance();
    if (scan_->is_at_end()) check_whole();
}

// A sum over what could be read would look like the sum.
void EventCursor::check_whole() const {
    if (table_.options().skips_damaged) return;
    const auto& holes = snapshot_->holes();
    const bool has_hole = std::any_of(
        holes.begin(), holes.end(), [this](const history::Hole& hole) { return is_damaged_in(request_.range, hole); });
    if (!has_hole && scan_->progress().damaged == 0) return;
    const std::string& folder = table_.options().folder;
    throw Failure{Error{ErrorCode::store_damaged, "'" + folder + "' holds events that cannot be read; logbeam('" +
                                                      folder + "', 'skip damaged') shows all others"}};
}

void EventCursor::tell(Column column, sqlite3_context& context) {
    if (column == Column::seq) return sqlite3_result_int64(&context, row_id());
    if (column == Column::query) {
        // SQLite reads it where the table was not asked it: it stands in an OR, say, or in a function.
        if (!request_.query) {
            throw Failure{
                Error{ErrorCode::malformed_query, "column query is asked by query = '...', joined to all else by AND"}};
        }
        return tell_text(context, *request_.query);
    }
    const auto text = column_text(column, scan_->row(), scan_->text(), scratch_);
    if (text) tell_text(context, *text);
}

}  // namespace logbeam::sqlite
