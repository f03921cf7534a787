#include "http/answer.hpp"
#include "http/routes.hpp"
#include "http/static_files.hpp"

namespace logbeam::http {
namespace {

// The page runs its own scripts only, is never framed, and may talk to any broker (`?broker=wss://…`). Its address can
// hold a token, so nobody is told it.
constexpr std::string_view page_policy =
    "default-src 'self'; connect-src *; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

void add_page_headers(Response& response) {
    response.headers.emplace_back("Content-Security-Policy", page_policy);
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
}

// Files under /assets carry a hash of what they hold in their names.
std::string_view caching_of(std::string_view path) noexcept {
    return path.substr(0, 8) == "/assets/" ? "public, max-age=31536000, immutable" : "no-cache";
}

}  // namespace

Response serve_file(Services& services, const Request& request) {
    const StaticFile* file = services.find_static ? services.find_static(request.path) : nullptr;
    if (file == nullptr) {
        return error_answer(
            {ErrorCode::not_found, "this broker has no " + request.path + "; serve the page with --dashboard DIR"});
    }
    Response response;
    response.content_type = file->content_type;
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("ETag", file->etag);
    response.headers.emplace_back("Cache-Control", caching_of(request.path));
    if (request.path == "/") add_page_headers(response);
    if (request.if_none_match == file->etag) {
        response.status = 304;
    } else {
        response.static_body = file->bytes;
    }
    return response;
}

}  // namespace logbeam::http
