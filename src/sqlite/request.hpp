#pragma once

#include "history/search.hpp"
#include "sqlite/plan.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace logbeam::sqlite {

// What one scan reads. Its range lets no event of the statement out, but may let in others.
struct Request {
    history::SearchRange range;
    std::shared_ptr<const query::Program> program = nullptr;  // nullptr: all
    std::vector<std::string> queries = {};                    // all of them must hold
    std::optional<std::string> query = {};                    // what the column shows: the first that was asked
    bool is_nothing = false;                                  // `query = NULL`, say
};

// `now` is what a query's `-15m` is counted from.
[[nodiscard]] Result<Request> make_request(const Plan& plan, std::span<sqlite3_value* const> values, Timestamp now);

}  // namespace logbeam::sqlite
