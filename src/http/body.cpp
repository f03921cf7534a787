#include "http/body.hpp"

#include "http/span.hpp"

#include <utility>

namespace logbeam::http {

Result<event::Members> read_body(const Request& request) {
    if (request.content_type != "application/json") {
        return Error{ErrorCode::unsupported_media_type, "send application/json"};
    }
    auto value = Value::parse(request.body);
    if (!value) return value.error();
    Fields* object = value->as_object();
    if (object == nullptr) return Error{ErrorCode::malformed_request, "expected an object"};
    return event::Members{std::move(*object)};
}

Result<void> check_body(const event::Members& body) {
    if (body.problem().empty()) return {};
    return Error{ErrorCode::malformed_request, body.problem()};
}

std::optional<Timestamp> take_end(event::Members& body, Timestamp now) {
    const bool has_span = body.has("for");
    if (has_span && body.has("until")) body.reject("for", "stands beside until: say one of them");
    if (!has_span) return body.has("until") ? std::optional{body.time("until")} : std::nullopt;
    const auto span = parse_span(body.text("for"));
    if (!span) body.reject("for", "expected a span such as 90s, 5m or 2h");
    return now + span.value_or(std::chrono::nanoseconds{0});
}

}  // namespace logbeam::http
