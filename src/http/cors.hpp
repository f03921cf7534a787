#pragma once

#include "http/gate.hpp"
#include "http/message.hpp"

#include <string_view>

// What the gate's decisions look like in an answer.
namespace logbeam::http {

// For every answer to an admitted request; nothing for an empty origin.
void add_cors_headers(Response& response, std::string_view cors_origin);

// To an OPTIONS with Access-Control-Request-Method that `admit_preflight` let through.
[[nodiscard]] Response preflight_answer(std::string_view cors_origin);

// Instead of the route's answer where the admission has a login cookie: the browser keeps the token in the cookie and
// comes back to an address without it, which then is in no history and no referrer.
[[nodiscard]] Response login_answer(const Request& request, const Admission& admission);

}  // namespace logbeam::http
