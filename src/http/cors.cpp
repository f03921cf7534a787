#include "http/cors.hpp"

#include "http/answer.hpp"
#include "http/url_text.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace logbeam::http {
namespace {

// Open paths begin with one slash: this never names another host.
std::string encoded_path(std::string_view path) {
    std::string text;
    for (const char c : path) {
        text += c == '/' ? "/" : percent_encode({&c, 1});
    }
    return text;
}

}  // namespace

void add_cors_headers(Response& response, std::string_view cors_origin) {
    if (cors_origin.empty()) return;
    response.headers.emplace_back("Access-Control-Allow-Origin", cors_origin);
    response.headers.emplace_back("Access-Control-Allow-Credentials", "true");
    response.headers.emplace_back("Access-Control-Expose-Headers", "ETag, Retry-After");
    response.headers.emplace_back("Vary", "Origin");
}

Response preflight_answer(std::string_view cors_origin) {
    auto response = text_answer("", 204);
    add_cors_headers(response, cors_origin);
    response.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
    // A wildcard does not count together with credentials.
    response.headers.emplace_back("Access-Control-Allow-Headers",
                                  "Authorization, Content-Type, Last-Event-ID, ce-id, ce-source, ce-type, "
                                  "ce-specversion, ce-subject, ce-time, ce-dataschema");
    response.headers.emplace_back("Access-Control-Allow-Private-Network", "true");
    response.headers.emplace_back("Access-Control-Max-Age", "600");
    return response;
}

Response login_answer(const Request& request, const Admission& admission) {
    Pairs rest;
    std::copy_if(request.query.begin(), request.query.end(), std::back_inserter(rest),
                 [](const auto& pair) { return pair.first != "token"; });
    auto location = encoded_path(request.path);
    if (!rest.empty()) location += "?" + write_query(rest);

    auto response = text_answer("", 303);
    response.headers.emplace_back("Location", std::move(location));
    response.headers.emplace_back("Set-Cookie", admission.login_cookie);
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    return response;
}

}  // namespace logbeam::http
