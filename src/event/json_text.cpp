#include "event/json_text.hpp"

#include <charconv>
#include <cstdint>

namespace logbeam::event {
namespace {

bool is_json_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The place behind the string that begins at `at`; the text's end when it does not end.
std::size_t skip_string(std::string_view text, std::size_t at) noexcept {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') return at + 1;
        if (text[at] == '\\') ++at;
    }
    return text.size();
}

std::size_t skip_space(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && is_json_space(text[at])) {
        ++at;
    }
    return at;
}

std::size_t skip_value(std::string_view text, std::size_t at) noexcept {
    if (text[at] == '"') return skip_string(text, at);
    if (text[at] == '{' || text[at] == '[') return at + container_bytes(text.substr(at));
    const auto end = text.find_first_of(",}] \t\r\n", at);
    return end == std::string_view::npos ? text.size() : end;
}

bool has_space_outside_strings(std::string_view value) noexcept {
    for (std::size_t at = 0; at < value.size();) {
        if (is_json_space(value[at])) return true;
        at = value[at] == '"' ? skip_string(value, at) : at + 1;
    }
    return false;
}

std::uint32_t code_unit(std::string_view digits) noexcept {
    std::uint32_t unit = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    return unit;
}

void append_utf8(std::uint32_t point, std::string& out) {
    const auto continuation = [&](unsigned shift) { out += static_cast<char>(0x80 | (point >> shift & 0x3F)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | point >> 6);
        continuation(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0 | point >> 12);
        continuation(6);
        continuation(0);
    } else {
        out += static_cast<char>(0xF0 | point >> 18);
        continuation(12);
        continuation(6);
        continuation(0);
    }
}

// The \u that begins the text, one or a pair of them; returns how many characters it takes.
std::size_t append_unicode(std::string_view text, std::string& out) {
    constexpr std::size_t one = 6;
    const auto first = code_unit(text.substr(2, 4));
    const bool is_pair = first >= 0xD800 && first < 0xDC00 && text.size() >= 2 * one;
    if (!is_pair) {
        append_utf8(first, out);
        return one;
    }
    append_utf8(0x10000 + ((first - 0xD800) << 10) + (code_unit(text.substr(one + 2, 4)) - 0xDC00), out);
    return 2 * one;
}

char simple_escape(char c) noexcept {
    switch (c) {
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return c;
    }
}

// What begins the text, a backslash or anything else; returns how many characters it takes. A backslash at the end, left
// over where \u has no four digits before it, stands for itself.
std::size_t append_unescaped(std::string_view text, std::string& out) {
    if (text[0] != '\\' || text.size() == 1) {
        out += text[0];
        return 1;
    }
    if (text[1] == 'u') return append_unicode(text, out);
    out += simple_escape(text[1]);
    return 2;
}

}  // namespace

std::size_t container_bytes(std::string_view text) noexcept {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        ++at;
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && --depth == 0) return at;
    }
    return 0;
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_json_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_json_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

void for_each_member(std::string_view object,
                     const std::function<void(std::string_view key, std::string_view value)>& take) {
    auto at = skip_space(object, 1);
    while (object[at] == '"') {
        const auto key_end = skip_string(object, at);
        const auto key = object.substr(at, key_end - at);
        const auto value_at = skip_space(object, skip_space(object, key_end) + 1);
        const auto value_end = skip_value(object, value_at);
        take(key, object.substr(value_at, value_end - value_at));
        const auto comma = skip_space(object, value_end);
        at = object[comma] == ',' ? skip_space(object, comma + 1) : comma;
    }
}

std::string_view compact(std::string_view value, std::string& scratch) {
    if (!has_space_outside_strings(value)) return value;
    const auto start = scratch.size();
    for (std::size_t at = 0; at < value.size();) {
        const auto next = value[at] == '"' ? skip_string(value, at) : at + 1;
        if (!is_json_space(value[at])) scratch.append(value.substr(at, next - at));
        at = next;
    }
    return std::string_view{scratch}.substr(start);
}

std::string_view unquoted(std::string_view string, std::string& scratch) {
    const auto inside = string.substr(1, string.size() - 2);
    if (inside.find('\\') == std::string_view::npos) return inside;
    const auto start = scratch.size();
    for (std::size_t at = 0; at < inside.size();) {
        at += append_unescaped(inside.substr(at), scratch);
    }
    return std::string_view{scratch}.substr(start);
}

}  // namespace logbeam::event
