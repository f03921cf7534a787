#pragma once

#include "cli/query/query.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace logbeam::cli {

// What the broker is asked: paths of docs/http_api.md.

// The next events, at most `limit`; from `next` on, where an answer before has said so.
[[nodiscard]] std::string events_path(const QueryOptions& options, std::uint64_t limit,
                                      std::optional<std::uint64_t> next);

// The report that is one object.
[[nodiscard]] std::string report_path(const QueryOptions& options);

}  // namespace logbeam::cli
