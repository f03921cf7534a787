#include "http/base64.hpp"
#include "http/cloud_event.hpp"
#include "http/url_text.hpp"
#include "json/scan.hpp"
#include "json/utf8.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <optional>

// CloudEvents' binary mode, brought into the JSON format, so that one reader judges both.
namespace logbeam::http {
namespace {

constexpr std::string_view prefix = "ce-";

bool ends_with(std::string_view text, std::string_view end) noexcept {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_json_type(std::string_view type) noexcept {
    return type.empty() || type == "application/json" || type == "text/json" || ends_with(type, "+json");
}

// The HTTP binding, 3.1.3.2: a quoted string (RFC 9110, 5.6.4) loses its quotes first, then percent-encoding goes.
std::string unquote(std::string_view value) {
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string{value};
    std::string text;
    value = value.substr(1, value.size() - 2);
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value[at] == '\\' && at + 1 < value.size()) ++at;
        text += value[at];
    }
    return text;
}

Result<void> write_attributes(JsonWriter& json, const Pairs& headers) {
    for (const auto& [header, value] : headers) {
        const auto text = percent_decode(unquote(value));
        if (!text || !json::is_utf8(*text)) {
            return Error{ErrorCode::malformed_request, header + ": expected percent-encoded UTF-8"};
        }
        const auto name = std::string_view{header}.substr(prefix.size());
        if (name == "data" || name == "data_base64") {
            return Error{ErrorCode::malformed_request, header + ": in binary mode the body is the data"};
        }
        json.key(name);
        json.string(*text);
    }
    return {};
}

// JSON stays what it is, text becomes a string, anything else base64.
Result<void> write_body(JsonWriter& json, const Request& request) {
    if (request.body.empty()) return {};
    if (is_json_type(request.content_type)) {
        if (auto checked = json::check(request.body); !checked) return checked;
        json.key("data");
        json.raw(request.body);
    } else if (request.content_type.substr(0, 5) == "text/" && json::is_utf8(request.body)) {
        json.key("data");
        json.string(request.body);
    } else {
        json.key("data_base64");
        json.string(to_base64(request.body));
    }
    return {};
}

}  // namespace

bool is_binary_cloud_event(const Request& request) noexcept {
    return std::any_of(request.cloud_headers.begin(), request.cloud_headers.end(),
                       [](const auto& header) { return header.first == "ce-specversion"; });
}

Result<std::string> cloud_event_of(const Request& request) {
    std::string event;
    JsonWriter json{event};
    json.begin_object();
    auto written = write_attributes(json, request.cloud_headers);
    if (written && !request.content_type.empty()) {
        json.key("datacontenttype");
        json.string(request.content_type);
    }
    if (written) written = write_body(json, request);
    json.end_object();
    if (!written) return written.error();
    return event;
}

}  // namespace logbeam::http
