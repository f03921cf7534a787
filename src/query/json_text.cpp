#include "query/json_text.hpp"

#include "query/spelling.hpp"

#include <cstdint>

namespace logbeam::query {
namespace {

std::uint32_t hex_digit(char c) noexcept {
    if (c <= '9') return static_cast<std::uint32_t>(c - '0');
    return static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
}

std::uint32_t code_unit(std::string_view digits) noexcept {
    std::uint32_t unit = 0;
    for (const char c : digits.substr(0, 4)) {
        unit = unit * 16 + hex_digit(c);
    }
    return unit;
}

// The character behind `\u`, of which a surrogate takes two; moves behind it.
std::uint32_t code_point(std::string_view raw, std::size_t& at) noexcept {
    const auto unit = code_unit(raw.substr(at));
    at += 4;
    if (unit < 0xD800 || unit > 0xDBFF || raw.size() < at + 6) return unit;
    const auto low = code_unit(raw.substr(at + 2));
    at += 6;
    return 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
}

std::size_t write_utf8(std::uint32_t point, char* room) noexcept {
    const auto tail = [point](unsigned shift) { return static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) {
        room[0] = static_cast<char>(point);
        return 1;
    }
    if (point < 0x800) {
        room[0] = static_cast<char>(0xC0U | (point >> 6U));
        room[1] = tail(0);
        return 2;
    }
    if (point < 0x10000) {
        room[0] = static_cast<char>(0xE0U | (point >> 12U));
        room[1] = tail(6);
        room[2] = tail(0);
        return 3;
    }
    room[0] = static_cast<char>(0xF0U | (point >> 18U));
    room[1] = tail(12);
    room[2] = tail(6);
    room[3] = tail(0);
    return 4;
}

char short_escape(char c) noexcept {
    switch (c) {
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return c;
    }
}

}  // namespace

std::size_t skip_container(std::string_view json, std::size_t at) noexcept {
    std::size_t depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            (void)take_string(json, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return at;
        }
    }
    return at;
}

std::size_t unescape(std::string_view raw, char* room) noexcept {
    char* out = room;
    for (std::size_t at = 0; at < raw.size();) {
        const char c = raw[at++];
        if (c != '\\' || at == raw.size()) {
            *out++ = c;
        } else if (raw[at] != 'u') {
            *out++ = short_escape(raw[at++]);
        } else {
            ++at;
            out += write_utf8(code_point(raw, at), out);
        }
    }
    return static_cast<std::size_t>(out - room);
}

}  // namespace logbeam::query
