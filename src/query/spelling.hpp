#pragma once

#include <string_view>

// The characters that mean something: the lexer and the printer agree on them.
namespace logbeam::query {

[[nodiscard]] constexpr bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Ends an unquoted text everywhere.
[[nodiscard]] constexpr bool ends_text(char c) noexcept {
    return is_space(c) || c == '(' || c == ')' || c == '"';
}

// Ends the name of a field.
[[nodiscard]] constexpr bool begins_operator(char c) noexcept {
    return c == ':' || c == '<' || c == '>' || c == '=';
}

// May stand behind a backslash, for itself.
[[nodiscard]] constexpr bool is_punctuation(char c) noexcept {
    return c >= ' ' && c <= '~' && !is_digit(c) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
}

[[nodiscard]] constexpr bool is_keyword(std::string_view text) noexcept {
    return text == "AND" || text == "OR" || text == "NOT";
}

}  // namespace logbeam::query
