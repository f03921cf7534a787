#include "transport/websocket/upgrade.hpp"

#include "websocket/handshake.hpp"

#include <logbeam/event.hpp>

#include <algorithm>
#include <charconv>

namespace logbeam::transport {

namespace {

constexpr std::size_t max_head = 16 * 1024;
constexpr std::size_t max_body = 16 * 1024;
constexpr std::string_view blank_line = "\r\n\r\n";

using Answer = Result<std::optional<std::size_t>>;

struct Head {
    unsigned status = 0;
    std::string_view fields;
};

bool can_stand_in_a_header(std::string_view token) noexcept {
    return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Error not_a_websocket(const std::string& why) {
    return {ErrorCode::connection_lost, "there is no logbeam broker: " + why};
}

template <class Number>
std::optional<Number> to_number(std::string_view text) noexcept {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// "HTTP/1.1 101 Switching Protocols", its reason may be anything.
std::optional<unsigned> status_of(std::string_view line) noexcept {
    if (!line.starts_with("HTTP/1.1 ") || line.size() < 12) return std::nullopt;
    if (line.size() > 12 && line[12] != ' ') return std::nullopt;
    return to_number<unsigned>(line.substr(9, 3));
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The value of a field; nothing when it is absent, or there twice: which one would count?
std::optional<std::string_view> field(std::string_view fields, std::string_view name) noexcept {
    std::optional<std::string_view> found;
    while (!fields.empty()) {
        const auto end = std::min(fields.find("\r\n"), fields.size());
        const std::string_view line = fields.substr(0, end);
        fields.remove_prefix(std::min(end + 2, fields.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !websocket::is_same_in_any_case(line.substr(0, colon), name)) continue;
        if (found) return std::nullopt;
        found = trimmed(line.substr(colon + 1));
    }
    return found;
}

std::optional<std::string> missing_in(std::string_view fields, std::string_view key) {
    const auto upgrade = field(fields, "Upgrade");
    if (!upgrade || !websocket::has_token(*upgrade, "websocket")) return "no Upgrade: websocket";
    const auto connection = field(fields, "Connection");
    if (!connection || !websocket::has_token(*connection, "Upgrade")) return "no Connection: Upgrade";
    const auto accept = field(fields, "Sec-WebSocket-Accept");
    if (!accept || *accept != websocket::accept_key(key)) return "a wrong Sec-WebSocket-Accept";
    const auto protocol = field(fields, "Sec-WebSocket-Protocol");
    if (!protocol || *protocol != websocket::native_subprotocol) return "not the subprotocol logbeam.v1";
    if (field(fields, "Sec-WebSocket-Extensions")) return "an extension that was not asked for";
    return std::nullopt;
}

ErrorCode code_of(unsigned status) noexcept {
    switch (status) {
        case 401: return ErrorCode::unauthorized;
        case 403: return ErrorCode::forbidden;
        case 404: return ErrorCode::not_found;
        case 429: return ErrorCode::rate_limited;
        case 503: return ErrorCode::limit_reached;
        default: return ErrorCode::refused;
    }
}

// {"error": 160, "detail": "…"}: what a logbeam broker answers, anything else says little.
Error refusal(unsigned status, std::string_view body) {
    Error error{code_of(status), "the server answered the upgrade with status " + std::to_string(status)};
    const auto value = Value::parse(body);
    const Fields* object = value ? value->as_object() : nullptr;
    if (object == nullptr) return error;
    const Value* number = object->find("error");
    const auto code = number == nullptr ? std::nullopt : number->as_uint64();
    if (code && *code >= 100 && *code < 1000) error.code = static_cast<ErrorCode>(*code);
    const Value* detail = object->find("detail");
    const std::string* text = detail == nullptr ? nullptr : detail->as_string();
    if (text != nullptr && !text->empty()) error.detail = "the broker says: " + *text;
    return error;
}

// Waits for the body as far as it is announced, but not for ever: the text is worth only so much.
Answer refuse(const Head& head, std::string_view body, Input input) {
    const auto announced = to_number<std::size_t>(field(head.fields, "Content-Length").value_or("0"));
    const std::size_t wanted = std::min(announced.value_or(0), max_body);
    if (body.size() < wanted && input == Input::goes_on) return std::optional<std::size_t>{};
    return refusal(head.status, body.substr(0, wanted));
}

}  // namespace

std::string to_text(const UpgradeRequest& request) {
    std::string text = "GET " + request.path + " HTTP/1.1\r\nHost: " + request.authority +
                       "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13" +
                       "\r\nSec-WebSocket-Key: " + request.key +
                       "\r\nSec-WebSocket-Protocol: " + std::string{websocket::native_subprotocol};
    if (can_stand_in_a_header(request.token)) {
        text += "\r\nAuthorization: Bearer " + request.token;
    }
    return text += blank_line;
}

Answer read_upgrade(std::string_view bytes, std::string_view key, Input input) {
    const auto end = bytes.substr(0, max_head).find(blank_line);
    if (end == std::string_view::npos) {
        if (bytes.size() >= max_head) return not_a_websocket("its answer is too long");
        if (input == Input::has_ended) return not_a_websocket("it closed the connection without an answer");
        return std::optional<std::size_t>{};
    }
    const std::string_view text = bytes.substr(0, end);
    const auto line_end = std::min(text.find("\r\n"), text.size());
    const auto status = status_of(text.substr(0, line_end));
    if (!status) return not_a_websocket("its answer is not HTTP/1.1");

    const Head head{*status, text.substr(std::min(line_end + 2, text.size()))};
    const std::size_t head_bytes = end + blank_line.size();
    if (head.status != 101) return refuse(head, bytes.substr(head_bytes), input);
    if (const auto missing = missing_in(head.fields, key)) return not_a_websocket("its answer has " + *missing);
    return std::optional{head_bytes};
}

}  // namespace logbeam::transport
