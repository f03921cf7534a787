#pragma once

#include "event/members.hpp"
#include "http/message.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <optional>

// Bodies of requests that are a JSON object.
namespace logbeam::http {

[[nodiscard]] Result<event::Members> read_body(const Request& request);

// What was found wrong with it, once all was asked for.
[[nodiscard]] Result<void> check_body(const event::Members& body);

// `until`, a time, or `for`, a span from now; nothing where neither stands there. Both are a problem of the body's.
[[nodiscard]] std::optional<Timestamp> take_end(event::Members& body, Timestamp now);

}  // namespace logbeam::http
