#include "query/number.hpp"

#include "query/spelling.hpp"

#include <cmath>
#include <cstdint>

namespace logbeam::query {
namespace {

constexpr double two_to_63 = 9223372036854775808.0;

template <class T>
int compare_same(T left, T right) noexcept {
    if (left < right) return -1;
    return right < left ? 1 : 0;
}

json::Number whole_if_it_is(double value) noexcept {
    if (std::trunc(value) != value) return value;
    if (value >= -two_to_63 && value < two_to_63) return static_cast<std::int64_t>(value);
    if (value >= two_to_63 && value < 2 * two_to_63) return static_cast<std::uint64_t>(value);
    return value;
}

// A double that number_of leaves has a fraction, or is beyond 64 bits: it equals no integer.
int compare_mixed(std::int64_t integer, double real) noexcept {
    if (real >= two_to_63) return -1;
    if (real < -two_to_63) return 1;
    return integer <= static_cast<std::int64_t>(std::floor(real)) ? -1 : 1;
}

int compare_mixed(std::uint64_t integer, double real) noexcept {
    if (real >= 2 * two_to_63) return -1;
    if (real < 0) return 1;
    return integer <= static_cast<std::uint64_t>(std::floor(real)) ? -1 : 1;
}

int compare_mixed(std::int64_t integer, std::uint64_t natural) noexcept {
    if (integer < 0) return -1;
    return compare_same(static_cast<std::uint64_t>(integer), natural);
}

struct Compare {
    template <class T>
    int operator()(T left, T right) const noexcept {
        return compare_same(left, right);
    }
    int operator()(std::int64_t left, double right) const noexcept { return compare_mixed(left, right); }
    int operator()(std::uint64_t left, double right) const noexcept { return compare_mixed(left, right); }
    int operator()(std::int64_t left, std::uint64_t right) const noexcept { return compare_mixed(left, right); }
    int operator()(double left, std::int64_t right) const noexcept { return -compare_mixed(right, left); }
    int operator()(double left, std::uint64_t right) const noexcept { return -compare_mixed(right, left); }
    int operator()(std::uint64_t left, std::int64_t right) const noexcept { return -compare_mixed(right, left); }
};

// Most numbers in events are such; nothing when this is another kind of number, or none.
std::optional<std::int64_t> plain_integer(std::string_view text) noexcept {
    constexpr std::size_t surely_fits = 18;
    if (text.empty() || text.size() > surely_fits || (text[0] == '0' && text.size() > 1)) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<json::Number> number_of(std::string_view text) noexcept {
    if (const auto value = plain_integer(text)) return *value;
    const auto number = json::parse_number(text);
    if (!number) return std::nullopt;
    if (const auto* value = std::get_if<double>(&*number)) return whole_if_it_is(*value);
    return number;
}

int compare(const json::Number& left, const json::Number& right) noexcept {
    const auto* left_integer = std::get_if<std::int64_t>(&left);
    const auto* right_integer = std::get_if<std::int64_t>(&right);
    if (left_integer != nullptr && right_integer != nullptr) return Compare{}(*left_integer, *right_integer);
    return std::visit(Compare{}, left, right);
}

}  // namespace logbeam::query
