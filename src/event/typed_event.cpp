#include "event/value_json.hpp"

#include <logbeam/typed_event/decode.hpp>
#include <logbeam/typed_event/encode.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace logbeam::typed {

namespace {

constexpr std::size_t quoted_bytes = 40;  // of a text, in an error

bool is_identifier(std::string_view text) noexcept {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

// The text in quotes with nothing in it that a terminal would act on, cut between two characters.
std::string quoted(std::string_view text) {
    const bool cut = text.size() > quoted_bytes;
    std::size_t size = cut ? quoted_bytes : text.size();
    while (cut && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    std::string out;
    JsonWriter{out}.string(text.substr(0, size));
    return cut ? out + "..." : out;
}

std::string phrase(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::string: return "a string " + quoted(*value.as_string());
        case Value::Kind::array: return "an array";
        case Value::Kind::object: return "an object";
        default: return value.to_json();
    }
}

std::string phrase(IntegerRange range) {
    return "an integer from " + std::to_string(range.least) + " to " + std::to_string(range.most);
}

struct Whole {
    bool negative;
    std::uint64_t bits;
};

std::optional<Whole> whole(double number) noexcept {
    constexpr double two_to_63 = 9223372036854775808.0;
    if (std::trunc(number) != number) return std::nullopt;  // NaN too
    if (number >= -two_to_63 && number < 0)
        return Whole{true, static_cast<std::uint64_t>(static_cast<std::int64_t>(number))};
    if (number >= 0 && number < 2 * two_to_63) return Whole{false, static_cast<std::uint64_t>(number)};
    return std::nullopt;
}

std::optional<Whole> whole(const Value& value) noexcept {
    switch (value.kind()) {
        case Value::Kind::integer: return Whole{*value.as_int64() < 0, static_cast<std::uint64_t>(*value.as_int64())};
        case Value::Kind::unsigned_integer: return Whole{false, *value.as_uint64()};
        case Value::Kind::number: return whole(*value.as_double());
        default: return std::nullopt;
    }
}

bool fits(Whole number, IntegerRange range) noexcept {
    return number.negative ? static_cast<std::int64_t>(number.bits) >= range.least : number.bits <= range.most;
}

}  // namespace

bool Mismatch::expected(std::string_view what, const Value& got) {
    reason_.assign("expected ").append(what).append(", got ").append(phrase(got));
    return false;
}

bool Mismatch::missing() {
    reason_ = "missing";
    return false;
}

bool Mismatch::at_member(std::string_view name) {
    path_.insert(0, is_identifier(name) ? "." + std::string{name} : "[" + quoted(name) + "]");
    return false;
}

bool Mismatch::at_item(std::size_t index) {
    path_.insert(0, "[" + std::to_string(index) + "]");
    return false;
}

Error Mismatch::to_error() const {
    if (path_.empty()) return {ErrorCode::ill_typed_event, reason_};
    const std::string_view path{path_};
    return {ErrorCode::ill_typed_event, std::string{path.substr(path.front() == '.' ? 1 : 0)} + ": " + reason_};
}

const Value* MemberFinder::find(std::string_view name) noexcept {
    const auto has_name = [name](const Field& field) { return field.key == name; };
    if (next_ == fields_.end() || !has_name(*next_)) next_ = std::find_if(fields_.begin(), fields_.end(), has_name);
    if (next_ == fields_.end()) return nullptr;
    return &(next_++)->value;
}

bool read_integer(const Value& from, IntegerRange range, std::uint64_t& bits, Mismatch& mismatch) {
    const auto number = whole(from);
    if (!number || !fits(*number, range)) return mismatch.expected(phrase(range), from);
    bits = number->bits;
    return true;
}

bool read_boolean(const Value& from, bool& to, Mismatch& mismatch) {
    const auto flag = from.as_bool();
    if (!flag) return mismatch.expected("true or false", from);
    to = *flag;
    return true;
}

bool read_number(const Value& from, double& to, Mismatch& mismatch) {
    const auto number = from.is_null() ? std::numeric_limits<double>::quiet_NaN() : from.as_double();
    if (!number) return mismatch.expected("a number", from);
    to = *number;
    return true;
}

bool read_number(const Value& from, float& to, Mismatch& mismatch) {
    constexpr double rounds_to_infinity = 0x1.ffffffp127;
    double number = 0;
    if (!read_number(from, number, mismatch)) return false;
    if (std::abs(number) >= rounds_to_infinity) return mismatch.expected("a number that fits into 32 bits", from);
    to = static_cast<float>(number);
    return true;
}

bool read_text(const Value& from, std::string& to, Mismatch& mismatch) {
    const std::string* text = from.as_string();
    if (text == nullptr) return mismatch.expected("a string", from);
    to = *text;
    return true;
}

bool read_time(const Value& from, Timestamp& to, Mismatch& mismatch) {
    const std::string* text = from.as_string();
    const auto time = text == nullptr ? std::nullopt : parse_rfc3339(*text);
    if (!time) return mismatch.expected("a time such as \"2026-11-20T10:57:33.123Z\"", from);
    to = *time;
    return true;
}

bool read_fields(const Value& from, Fields& to, Mismatch& mismatch) {
    const Fields* fields = from.as_object();
    if (fields == nullptr) return mismatch.expected("an object", from);
    to = *fields;
    return true;
}

// As JsonWriter::number does it: 20.0, not 20.
void write_float(JsonWriter& out, float value) {
    if (!std::isfinite(value)) return out.null();
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    std::string_view digits{text, static_cast<std::size_t>(end - text)};
    if (digits.find_first_of(".e") == std::string_view::npos) {
        end[0] = '.';
        end[1] = '0';
        digits = {text, digits.size() + 2};
    }
    out.raw(digits);
}

void write_time(JsonWriter& out, Timestamp time) {
    out.string(to_rfc3339(time));
}

void write_value(JsonWriter& out, const Value& value) {
    event::write(out, value);
}

void write_fields(JsonWriter& out, const Fields& fields) {
    event::write(out, fields);
}

}  // namespace logbeam::typed
