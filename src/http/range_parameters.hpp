#pragma once

#include "history/search.hpp"
#include "http/message.hpp"
#include "query/program.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <chrono>
#include <memory>

namespace logbeam::http {

// Which events a report is about. A value.
struct Question {
    std::shared_ptr<const query::Program> program;  // nullptr: every event
    history::SearchRange range;
};

// The parameters `query`, `topic`, `from`, `to`, `after` and `before`; none of them: all that the token may hear and
// that is not the broker's own.
[[nodiscard]] Result<Question> read_question(const Request& request, Timestamp now);

// For reports that need both ends: `to` otherwise is now, `from` otherwise that long before.
[[nodiscard]] Result<void> close_range(history::SearchRange& range, Timestamp now, std::chrono::nanoseconds usual);

}  // namespace logbeam::http
