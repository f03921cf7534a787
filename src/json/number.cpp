#include "json/number.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace logbeam::json {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool skip(std::string_view& text, std::string_view any_of) noexcept {
    if (text.empty() || any_of.find(text[0]) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

bool skip_digits(std::string_view& text) noexcept {
    const auto before = text.size();
    while (!text.empty() && is_digit(text[0])) {
        text.remove_prefix(1);
    }
    return text.size() < before;
}

enum class Form { none, integer, fraction };

// The grammar of RFC 8259, section 6.
Form form_of(std::string_view text) noexcept {
    skip(text, "-");
    if (!skip(text, "0") && !skip_digits(text)) return Form::none;
    if (text.empty()) return Form::integer;
    if (skip(text, ".") && !skip_digits(text)) return Form::none;
    if (skip(text, "eE")) {
        skip(text, "+-");
        if (!skip_digits(text)) return Form::none;
    }
    return text.empty() ? Form::fraction : Form::none;
}

template <class T>
std::optional<Number> convert(std::string_view text) noexcept {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    return Number{value};
}

// Where the first digit other than zero stands, in tens: 0 for 0.1, 3 for 123, -2 for 0.001.
std::int64_t magnitude(std::string_view mantissa) noexcept {
    skip(mantissa, "-");
    const auto point = std::min(mantissa.find('.'), mantissa.size());
    const auto first = std::min(mantissa.find_first_of("123456789"), mantissa.size());
    return static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + (first > point ? 1 : 0);
}

// Of a number that no double is near to: whether it is too small, which reads as zero, not too large.
bool is_tiny(std::string_view text) noexcept {
    const auto exponent = std::min(text.find_first_of("eE"), text.size());
    auto digits = text.substr(std::min(exponent + 1, text.size()));
    skip(digits, "+");
    std::int64_t tens = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), tens);
    if (error == std::errc::result_out_of_range) return digits[0] == '-';
    return tens < -magnitude(text.substr(0, exponent));
}

std::optional<Number> parse_double(std::string_view text) noexcept {
    if (auto number = convert<double>(text)) return number;
    return is_tiny(text) ? std::optional{Number{text[0] == '-' ? -0.0 : 0.0}} : std::nullopt;
}

std::optional<Number> parse_integer(std::string_view text) noexcept {
    if (auto number = convert<std::int64_t>(text)) return number;
    return text[0] == '-' ? std::nullopt : convert<std::uint64_t>(text);
}

}  // namespace

std::optional<Number> parse_number(std::string_view text) noexcept {
    const auto form = form_of(text);
    if (form == Form::none) return std::nullopt;
    if (form == Form::integer) {
        if (auto number = parse_integer(text)) return number;
    }
    return parse_double(text);
}

bool is_exact_number(std::string_view text) noexcept {
    constexpr std::size_t always_exact = 18;  // characters; shorter integers need no look at their value
    const auto form = form_of(text);
    if (form == Form::none) return false;
    if (form == Form::fraction) return convert<double>(text).has_value();
    return text.size() <= always_exact || parse_integer(text).has_value();
}

}  // namespace logbeam::json
