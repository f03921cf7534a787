#include "event/json_text.hpp"
#include "event/pair_syntax.hpp"
#include "json/scan.hpp"

#include <logbeam/json_writer.hpp>
#include <logbeam/log_record.hpp>

#include <algorithm>

// Writes what event/pairs.cpp reads.
namespace logbeam {
namespace {

using event::is;

bool needs_quotes(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F || c == '"';
}

bool reads_back_bare(std::string_view text) noexcept {
    if (text.empty() || std::any_of(text.begin(), text.end(), needs_quotes)) return false;
    const bool begins_otherwise = text[0] == '=' || text[0] == '[' || text[0] == '{';
    return !begins_otherwise && !event::is_separator(text.back()) && !event::is_literal(text);
}

std::string_view escape_of(char c) noexcept {
    switch (c) {
        case '"': return "\\\"";
        case '\\': return "\\\\";
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: return {};
    }
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto escape = escape_of(c);
        if (escape.empty()) {
            out += c;
        } else {
            out += escape;
        }
    }
    return out += '"';
}

// The nearest name that is read as a key.
std::string key_text(std::string_view key) {
    std::string text;
    if (key.empty() || !is(event::key_start, key[0])) text += '_';
    for (const char c : key) {
        text += is(event::key_byte, c) ? c : '_';
    }
    return text;
}

// A number in a form that is read as one: of an integer beyond 64 bits, the nearest double.
std::string number_text(std::string_view number) {
    if (event::is_literal(number)) return std::string{number};
    std::string text;
    if (const auto value = json::parse_number(number)) JsonWriter{text}.number(std::get<double>(*value));
    return text;
}

std::string value_text(std::string_view json) {
    std::string scratch;
    switch (json[0]) {
        case '"': return pair_text(event::unquoted(json, scratch));
        case '{':
        case '[': return std::string{event::compact(json, scratch)};
        default: return event::is_literal(json) ? std::string{json} : number_text(json);
    }
}

}  // namespace

std::string pair_text(std::string_view text) {
    return reads_back_bare(text) ? std::string{text} : quoted(text);
}

std::string pairs_from_json(std::string_view object) {
    object = event::trim(object);
    if (object.empty() || object[0] != '{' || !json::check(object)) return {};
    std::string pairs;
    event::for_each_member(object, [&pairs](std::string_view quoted_key, std::string_view value) {
        std::string scratch;
        if (!pairs.empty()) pairs += ' ';
        pairs.append(key_text(event::unquoted(quoted_key, scratch))).append(1, '=').append(value_text(value));
    });
    return pairs;
}

}  // namespace logbeam
