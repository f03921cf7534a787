#include "json/escape.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>

namespace logbeam {
namespace {

constexpr std::size_t longest_number = 32;  // -1.7976931348623157e+308

// Shortest text that reads back as the same double, and as a double: 20.0, not 20.
std::size_t write_number(double value, char* room) noexcept {
    char* end = std::to_chars(room, room + longest_number, value).ptr;
    const std::string_view text{room, static_cast<std::size_t>(end - room)};
    if (text.find_first_of(".e") != std::string_view::npos) return text.size();
    end[0] = '.';
    end[1] = '0';
    return text.size() + 2;
}

// Room for a short text, its quotes and what stands around it, however much of it needs escaping. Longer texts
// go through the buffer piece by piece.
constexpr std::size_t short_text = 64;
constexpr std::size_t short_text_room = 6 * short_text + json::least_escape_room;

}  // namespace

void JsonWriter::key(std::string_view name) {
    char* at = quote(separate(short_text_room), name);
    *at++ = ':';
    used_to(at);
    needs_comma_ = false;
}

void JsonWriter::integer(std::int64_t value) {
    digits(value);
}

void JsonWriter::unsigned_integer(std::uint64_t value) {
    digits(value);
}

void JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null();
    char* at = separate(longest_number);
    complete_value(at + write_number(value, at));
}

void JsonWriter::string(std::string_view text) {
    complete_value(quote(separate(short_text_room), text));
}

void JsonWriter::raw(std::string_view json) {
    assert(!json.empty());
    char* at = separate(std::min(json.size(), buffer_.size() - 1));
    if (json.size() < buffer_.size()) {
        std::memcpy(at, json.data(), json.size());
        return complete_value(at + json.size());
    }
    used_to(at);
    flush();
    out_.append(json);
    complete_value(buffer_.data());
}

void JsonWriter::raw_members(std::string_view members) {
    if (!members.empty()) raw(members);
}

void JsonWriter::begin(char bracket) {
    char* at = separate(1);
    *at++ = bracket;
    used_to(at);
    needs_comma_ = false;
    ++depth_;
}

void JsonWriter::end(char bracket) {
    assert(depth_ > 0);
    char* at = room(1);
    *at++ = bracket;
    --depth_;
    complete_value(at);
}

template <class Number>
void JsonWriter::digits(Number value) {
    char* at = separate(longest_number);
    complete_value(std::to_chars(at, at + longest_number, value).ptr);
}

// A comma where one is due, and room for that many bytes behind it.
char* JsonWriter::separate(std::size_t bytes) {
    char* at = room(bytes + 1);
    *at = ',';
    return at + (needs_comma_ ? 1 : 0);
}

// Writes the text in quotes at `at`, where the room is short_text_room; returns its end.
char* JsonWriter::quote(char* at, std::string_view text) {
    *at++ = '"';
    const auto plain = json::copy_plain(text, at, short_text);
    at += plain;
    text.remove_prefix(plain);
    while (!text.empty()) {
        const auto free = static_cast<std::size_t>(buffer_.data() + buffer_.size() - at);
        const auto done = json::escape(text, at, free - 2);
        at += done.written;
        replaced_ += done.replaced;
        text.remove_prefix(done.read);
        used_to(at);
        at = room(short_text_room);
    }
    *at++ = '"';
    return at;
}

char* JsonWriter::room(std::size_t bytes) {
    if (buffer_.size() - used_ < bytes) flush();
    return buffer_.data() + used_;
}

void JsonWriter::flush() {
    out_.append(buffer_.data(), used_);
    used_ = 0;
}

void JsonWriter::complete_value(const char* at) {
    used_to(at);
    needs_comma_ = true;
    if (depth_ == 0) flush();
}

}  // namespace logbeam
