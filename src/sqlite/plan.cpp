#include "sqlite/plan.hpp"

#include "sqlite/columns.hpp"

#include <optional>
#include <string_view>

namespace logbeam::sqlite {
namespace {

using Constraint = sqlite3_index_info::sqlite3_index_constraint;

constexpr int is_newest_first = 1;
constexpr int is_of_texts = 2;

// The rowid, which is column -1, is the seq.
bool is_column(int index, Column column) noexcept {
    return index == static_cast<int>(column) || (index == -1 && column == Column::seq);
}

std::optional<Use> use_of_seq(const Constraint& constraint) noexcept {
    switch (constraint.op) {
        case SQLITE_INDEX_CONSTRAINT_EQ: return Use::seq_is;
        case SQLITE_INDEX_CONSTRAINT_GT: return Use::seq_after;
        case SQLITE_INDEX_CONSTRAINT_GE: return Use::seq_from;
        case SQLITE_INDEX_CONSTRAINT_LT: return Use::seq_before;
        case SQLITE_INDEX_CONSTRAINT_LE: return Use::seq_to;
        default: return std::nullopt;
    }
}

std::optional<Use> use_of_time(const Constraint& constraint) noexcept {
    switch (constraint.op) {
        case SQLITE_INDEX_CONSTRAINT_EQ: return Use::time_is;
        case SQLITE_INDEX_CONSTRAINT_GT:
        case SQLITE_INDEX_CONSTRAINT_GE: return Use::time_from;
        case SQLITE_INDEX_CONSTRAINT_LT:
        case SQLITE_INDEX_CONSTRAINT_LE: return Use::time_to;
        default: return std::nullopt;
    }
}

std::optional<Use> use_of(const Constraint& constraint) noexcept {
    const int column = constraint.iColumn;
    const bool is_equality = constraint.op == SQLITE_INDEX_CONSTRAINT_EQ;
    const bool is_match = constraint.op == SQLITE_INDEX_CONSTRAINT_MATCH;
    if (is_column(column, Column::seq)) return use_of_seq(constraint);
    if (is_column(column, Column::time)) return use_of_time(constraint);
    if (is_column(column, Column::topic) && is_equality) return Use::topic_is;
    if (is_column(column, Column::query) && (is_equality || is_match)) return Use::query;
    return std::nullopt;
}

// `topic = 'A' collate nocase` is not for bytes to decide.
bool compares_bytes(sqlite3_index_info& info, int index) {
    return std::string_view{sqlite3_vtab_collation(&info, index)} == "BINARY";
}

bool is_of_texts_alone(Use use) noexcept {
    return use == Use::topic_is || use == Use::time_is || use == Use::time_from || use == Use::time_to;
}

// SQLite asks for the values of an IN one after the other, and an event that two queries find would come twice.
bool takes_all_at_once(sqlite3_index_info& info, int index, Use use) {
    return use == Use::query && sqlite3_vtab_in(&info, index, 1) != 0;
}

// By how much less there is to do and to come out.
double share_of(Use use) noexcept {
    switch (use) {
        case Use::seq_is: return 1e-6;
        case Use::time_is: return 1e-5;
        case Use::query:
        case Use::any_query: return 0.01;
        case Use::topic_is: return 0.1;
        default: return 0.25;
    }
}

void estimate(sqlite3_index_info& info, const Plan& plan) {
    constexpr double events = 1e6;
    constexpr double event_with_text = 10;
    constexpr double one_block = 1000;
    double rows = events;
    for (const char use : plan.uses)
        rows *= share_of(Use{use});
    const bool is_one = plan.uses.find(static_cast<char>(Use::seq_is)) != std::string::npos;
    info.estimatedRows = is_one ? 1 : static_cast<sqlite3_int64>(rows) + 1;
    info.estimatedCost = one_block + rows * (plan.depth == history::Depth::texts ? event_with_text : 1);
    if (is_one) info.idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
}

int hand_over(sqlite3_index_info& info, const Plan& plan) {
    info.idxStr = sqlite3_mprintf("%s", plan.uses.c_str());
    info.needToFreeIdxStr = 1;
    info.idxNum = (plan.order == history::Order::newest_first ? is_newest_first : 0) |
                  (plan.depth == history::Depth::texts ? is_of_texts : 0);
    return info.idxStr == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

}  // namespace

int choose_plan(sqlite3_index_info& info) {
    Plan plan;
    for (int index = 0; index < info.nConstraint; ++index) {
        const Constraint& constraint = info.aConstraint[index];
        auto use = use_of(constraint);
        if (!use) continue;
        // Nobody but the table can tell what a query finds.
        if (constraint.usable == 0 && *use == Use::query) return SQLITE_CONSTRAINT;
        if (constraint.usable == 0) continue;
        if (is_of_texts_alone(*use) && !compares_bytes(info, index)) continue;
        const bool is_query = *use == Use::query;
        if (takes_all_at_once(info, index, *use)) use = Use::any_query;
        plan.uses += static_cast<char>(*use);
        info.aConstraintUsage[index].argvIndex = static_cast<int>(plan.uses.size());
        info.aConstraintUsage[index].omit = is_query ? 1 : 0;
    }
    if (need_texts(info.colUsed)) plan.depth = history::Depth::texts;
    // No two events have one seq, so what else is asked for decides nothing.
    if (info.nOrderBy > 0 && is_column(info.aOrderBy[0].iColumn, Column::seq)) {
        info.orderByConsumed = 1;
        if (info.aOrderBy[0].desc != 0) plan.order = history::Order::newest_first;
    }
    estimate(info, plan);
    return hand_over(info, plan);
}

Plan plan_of(int number, const char* uses) {
    const auto order = (number & is_newest_first) != 0 ? history::Order::newest_first : history::Order::oldest_first;
    const auto depth = (number & is_of_texts) != 0 ? history::Depth::texts : history::Depth::rows;
    return {order, depth, uses == nullptr ? "" : uses};
}

}  // namespace logbeam::sqlite
