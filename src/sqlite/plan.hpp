#pragma once

#include "history/search.hpp"
#include "sqlite/api.hpp"

#include <string>

// What of a statement the table does by itself: xBestIndex decides it, xFilter is handed it back.
namespace logbeam::sqlite {

// What a constraint is used for. A letter of idxStr stands for each value that xFilter gets.
enum class Use : char {
    seq_is = '=',
    seq_after = '>',
    seq_from = 'g',
    seq_before = '<',
    seq_to = 'l',
    time_is = 't',
    time_from = 'a',
    time_to = 'b',
    topic_is = 'o',
    query = 'q',
    any_query = 'Q'  // of several, that IN or OR gives
};

struct Plan {
    history::Order order = history::Order::oldest_first;
    history::Depth depth = history::Depth::rows;
    std::string uses;
};

// xBestIndex. SQLite compares again whatever is used, but for a query.
[[nodiscard]] int choose_plan(sqlite3_index_info& info);

[[nodiscard]] Plan plan_of(int number, const char* uses);

}  // namespace logbeam::sqlite
