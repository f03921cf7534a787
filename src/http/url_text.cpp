#include "http/url_text.hpp"

#include "json/utf8.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::http {
namespace {

int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) noexcept {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

// The text up to the separator, which is taken off with it.
std::string_view take_until(std::string_view& text, char separator) noexcept {
    const auto part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    return part;
}

std::string_view without_spaces(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<std::string> decode_query_part(std::string_view part) {
    std::string text{part};
    std::replace(text.begin(), text.end(), '+', ' ');
    return percent_decode(text);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        const auto digits = text.substr(at + 1, 2);
        if (digits.size() != 2 || hex_value(digits[0]) < 0 || hex_value(digits[1]) < 0) return std::nullopt;
        decoded += static_cast<char>(hex_value(digits[0]) * 16 + hex_value(digits[1]));
        at += 2;
    }
    return decoded;
}

std::optional<Pairs> parse_query(std::string_view text) {
    Pairs pairs;
    while (!text.empty()) {
        auto value = take_until(text, '&');
        if (value.empty()) continue;
        const auto name = take_until(value, '=');
        auto decoded_name = decode_query_part(name);
        auto decoded_value = decode_query_part(value);
        if (!decoded_name || !decoded_value) return std::nullopt;
        pairs.emplace_back(std::move(*decoded_name), std::move(*decoded_value));
    }
    return pairs;
}

std::string write_query(const Pairs& query) {
    std::string text;
    for (const auto& [name, value] : query) {
        if (!text.empty()) text += '&';
        text.append(percent_encode(name)).append(1, '=').append(percent_encode(value));
    }
    return text;
}

std::optional<Target> parse_target(std::string_view text) {
    if (text.empty() || text.front() != '/') return std::nullopt;
    auto path = percent_decode(take_until(text, '?'));
    auto query = parse_query(text);
    if (!path || !query || !json::is_utf8(*path)) return std::nullopt;
    if (std::any_of(path->begin(), path->end(), is_control)) return std::nullopt;
    return Target{std::move(*path), std::move(*query)};
}

std::optional<std::string> find_cookie(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto value = without_spaces(take_until(header, ';'));
        if (take_until(value, '=') == name) return percent_decode(value);
    }
    return std::nullopt;
}

}  // namespace logbeam::http
