#include "json/number.hpp"

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
    return convert<double>(text);
}

bool is_exact_number(std::string_view text) noexcept {
    constexpr std::size_t always_exact = 18;  // characters; shorter integers need no look at their value
    const auto form = form_of(text);
    if (form == Form::none) return false;
    if (form == Form::fraction) return convert<double>(text).has_value();
    return text.size() <= always_exact || parse_integer(text).has_value();
}

}  // namespace logbeam::json
