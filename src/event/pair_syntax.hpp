#pragma once

#include "json/number.hpp"

#include <array>
#include <cstdint>
#include <string_view>

// What `key=value` is made of, for those who read pairs and those who write them.
namespace logbeam::event {

enum ByteClass : std::uint8_t { key_byte = 1, key_start = 2, space_byte = 4, digit_byte = 8 };

inline constexpr auto byte_classes = [] {
    std::array<std::uint8_t, 256> classes{};
    for (unsigned char c = 'a'; c <= 'z'; ++c) {
        classes[c] = classes[c - 'a' + 'A'] = key_byte | key_start;
    }
    for (unsigned char c = '0'; c <= '9'; ++c) {
        classes[c] = key_byte | digit_byte;
    }
    classes['_'] = key_byte | key_start;
    classes['.'] = classes['-'] = key_byte;
    for (const char c : {' ', '\t', '\n', '\v', '\f', '\r'}) {
        classes[static_cast<unsigned char>(c)] = space_byte;
    }
    return classes;
}();

[[nodiscard]] constexpr bool is(ByteClass wanted, char c) noexcept {
    return (byte_classes[static_cast<unsigned char>(c)] & wanted) != 0;
}

[[nodiscard]] constexpr bool is_space(char c) noexcept {
    return is(space_byte, c);
}

// One of these is taken off the end of a value.
[[nodiscard]] constexpr bool is_separator(char c) noexcept {
    return c == ',' || c == ';';
}

[[nodiscard]] constexpr bool may_begin_value(char c) noexcept {
    return c != '=' && !is_space(c);
}

// What a backslash and this stand for between quotes; `\0` when the backslash stands for itself.
[[nodiscard]] constexpr char unescaped(char c) noexcept {
    switch (c) {
        case '"': return '"';
        case '\\': return '\\';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return '\0';
    }
}

// Whether a bare value is a JSON number that keeps its value, true, false or null.
[[nodiscard]] inline bool is_literal(std::string_view text) noexcept {
    if (text.empty()) return false;
    if (is(digit_byte, text[0]) || text[0] == '-') return json::is_exact_number(text);
    return text == "true" || text == "false" || text == "null";
}

}  // namespace logbeam::event
