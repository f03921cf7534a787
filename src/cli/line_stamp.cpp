#include "cli/line_stamp.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace logbeam::cli {

namespace {

constexpr std::string_view shape = "dddd-dd-ddtdd:dd:dd";
constexpr std::size_t fraction_digits = 9;

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool has_shape(std::string_view text) noexcept {
    if (text.size() < shape.size()) return false;
    return std::equal(shape.begin(), shape.end(), text.begin(), [](char wanted, char c) {
        if (wanted == 'd') return is_digit(c);
        return wanted == 't' ? c == ' ' || c == 'T' : c == wanted;
    });
}

int number(std::string_view digits) noexcept {
    int value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return value;
}

std::size_t count_digits(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// How long `Z`, `+02:00` is; 0: there is none.
std::size_t zone_length(std::string_view text) noexcept {
    if (!text.empty() && text.front() == 'Z') return 1;
    constexpr std::string_view offset = "+dd:dd";
    if (text.size() < offset.size() || (text[0] != '+' && text[0] != '-') || text[3] != ':') return 0;
    return is_digit(text[1]) && is_digit(text[2]) && is_digit(text[4]) && is_digit(text[5]) ? offset.size() : 0;
}

std::chrono::nanoseconds nanoseconds_of(std::string_view digits) {
    std::string nine{digits.substr(0, fraction_digits)};
    nine.resize(fraction_digits, '0');
    return std::chrono::nanoseconds{number(nine)};
}

std::optional<Timestamp> in_local_time(std::string_view text, std::string_view fraction, LocalTime local) {
    std::tm fields{};
    fields.tm_year = number(text.substr(0, 4)) - 1900;
    fields.tm_mon = number(text.substr(5, 2)) - 1;
    fields.tm_mday = number(text.substr(8, 2));
    fields.tm_hour = number(text.substr(11, 2));
    fields.tm_min = number(text.substr(14, 2));
    fields.tm_sec = number(text.substr(17, 2));
    fields.tm_isdst = -1;
    // A month 13 is no time, and neither is a year beyond what 64 bits of nanoseconds hold.
    constexpr int first_year = 1678 - 1900;
    constexpr int last_year = 2261 - 1900;
    if (fields.tm_year < first_year || fields.tm_year > last_year) return std::nullopt;
    if (!parse_rfc3339(std::string{text.substr(0, 10)} + "T" + std::string{text.substr(11, 8)} + "Z")) {
        return std::nullopt;
    }
    return Timestamp{std::chrono::seconds{local(fields)}} + nanoseconds_of(fraction);
}

}  // namespace

std::time_t machine_time(std::tm local) {
    return std::mktime(&local);
}

Stamp read_stamp(std::string_view text, LocalTime local) {
    if (!has_shape(text)) return {};
    std::size_t length = shape.size();
    std::string_view fraction;
    if (length < text.size() && (text[length] == '.' || text[length] == ',')) {
        fraction = text.substr(length + 1, count_digits(text.substr(length + 1)));
        length += fraction.empty() ? 0 : 1 + fraction.size();
    }

    std::optional<Timestamp> time;
    if (const std::size_t zone = zone_length(text.substr(length)); zone > 0) {
        std::string rfc{text.substr(0, 10)};
        rfc.append("T").append(text.substr(11, 8)).append(fraction.empty() ? "" : ".");
        rfc.append(fraction.substr(0, fraction_digits)).append(text.substr(length, zone));
        time = parse_rfc3339(rfc);
        length += zone;
    } else {
        time = in_local_time(text, fraction, local);
    }
    return time ? Stamp{length, *time} : Stamp{};
}

std::optional<Level> read_level(std::string_view name) {
    if (const auto level = parse_level(name)) return level;
    static constexpr std::array<std::pair<std::string_view, Level>, 21> others{{
        {"fatal", Level::critical}, {"crit", Level::critical},    {"emerg", Level::critical},
        {"alert", Level::critical}, {"panic", Level::critical},   {"c", Level::critical},
        {"f", Level::critical},     {"severe", Level::error},     {"e", Level::error},
        {"wrn", Level::warning},    {"w", Level::warning},        {"notice", Level::info},
        {"inf", Level::info},       {"information", Level::info}, {"i", Level::info},
        {"dbg", Level::debug},      {"fine", Level::debug},       {"d", Level::debug},
        {"trc", Level::trace},      {"verbose", Level::trace},    {"t", Level::trace},
    }};
    const auto is_same = [name](const auto& other) {
        return std::equal(name.begin(), name.end(), other.first.begin(), other.first.end(),
                          [](char c, char lower) { return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == lower; });
    };
    const auto* found = std::find_if(others.begin(), others.end(), is_same);
    return found == others.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace logbeam::cli
