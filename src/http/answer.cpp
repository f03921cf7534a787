#include "http/answer.hpp"

#include <string_view>
#include <utility>

namespace logbeam::http {
namespace {

Response answer_of(std::string_view content_type, std::string body, int status) {
    Response response;
    response.status = status;
    response.content_type = content_type;
    response.body = std::move(body);
    response.headers = {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}};
    return response;
}

}  // namespace

int status_of(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::malformed_url:
        case ErrorCode::unsupported_scheme:
        case ErrorCode::invalid_topic:
        case ErrorCode::invalid_option:
        case ErrorCode::malformed_json:
        case ErrorCode::ill_typed_event:
        case ErrorCode::malformed_batch:
        case ErrorCode::malformed_frame:
        case ErrorCode::malformed_query:
        case ErrorCode::unsupported_version:
        case ErrorCode::hello_expected:
        case ErrorCode::malformed_request: return 400;
        case ErrorCode::unauthorized: return 401;
        case ErrorCode::forbidden:
        case ErrorCode::host_refused:
        case ErrorCode::origin_refused: return 403;
        case ErrorCode::unknown_subscription:
        case ErrorCode::not_found: return 404;
        case ErrorCode::method_not_allowed: return 405;
        case ErrorCode::timed_out: return 408;
        case ErrorCode::too_large: return 413;
        case ErrorCode::unsupported_media_type: return 415;
        case ErrorCode::rate_limited: return 429;
        case ErrorCode::connection_lost:
        case ErrorCode::refused:
        case ErrorCode::spool_unavailable:
        case ErrorCode::store_unavailable:
        case ErrorCode::store_in_use:
        case ErrorCode::events_dropped:
        case ErrorCode::limit_reached:
        case ErrorCode::too_slow:
        case ErrorCode::going_away:
        case ErrorCode::address_in_use: return 503;
        case ErrorCode::spool_damaged:
        case ErrorCode::store_damaged:
        case ErrorCode::handler_threw:
        case ErrorCode::invalid_config:
        case ErrorCode::internal: return 500;
    }
    return 500;
}

void write_error(JsonWriter& json, const Error& error) {
    json.begin_object();
    json.key("error");
    json.integer(error.number());
    json.key("name");
    json.string(error.name());
    json.key("detail");
    json.string(error.detail);
    json.key("mayRetry");
    json.boolean(error.may_retry());
    json.end_object();
}

Response error_answer(const Error& error) {
    std::string body;
    JsonWriter json{body};
    write_error(json, error);
    auto response = json_answer(std::move(body), status_of(error.code));
    if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", R"(Bearer realm="logbeam")");
    if (error.may_retry()) response.headers.emplace_back("Retry-After", "1");
    return response;
}

Response json_answer(std::string body, int status) {
    return answer_of("application/json", std::move(body), status);
}

Response text_answer(std::string body, int status) {
    return answer_of("text/plain; charset=utf-8", std::move(body), status);
}

Response report_answer(std::unique_ptr<Report> report) {
    auto response = answer_of(report->content_type(), {}, 200);
    response.report = std::move(report);
    return response;
}

}  // namespace logbeam::http
