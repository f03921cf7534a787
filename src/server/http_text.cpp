#include "server/http_text.hpp"

#include <array>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 21> reasons{{
    {101, "Switching Protocols"},
    {200, "OK"},
    {202, "Accepted"},
    {204, "No Content"},
    {207, "Multi-Status"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
}};

std::string_view reason_of(int status) noexcept {
    for (const auto& [code, reason] : reasons) {
        if (code == status) return reason;
    }
    return "Status";
}

std::string head_of(const http::Response& response) {
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
    text.append(reason_of(response.status)).append("\r\n");
    for (const auto& [name, value] : response.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    return text;
}

}  // namespace

std::string to_text(const http::Response& response, const AnswerStyle& style) {
    const std::string_view body = response.static_body.empty() ? response.body : response.static_body;
    const bool may_have_body = response.status != 204 && response.status != 304;
    std::string text = head_of(response);
    if (may_have_body) {
        if (!response.content_type.empty()) text.append("Content-Type: ").append(response.content_type).append("\r\n");
        text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    }
    text.append(style.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
    if (may_have_body && style.with_body) text.append(body);
    return text;
}

std::string report_head(const http::Response& response, bool is_chunked) {
    std::string text = head_of(response);
    text.append("Content-Type: ").append(response.content_type).append("\r\n");
    if (is_chunked) text.append("Transfer-Encoding: chunked\r\n");
    return text.append("Connection: close\r\n\r\n");
}

std::string switching_protocols(std::string_view accept, std::string_view subprotocol) {
    std::string text =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
    text.append(accept).append("\r\n");
    if (!subprotocol.empty()) text.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    return text.append("\r\n");
}

}  // namespace logbeam::server
