#include "query/moments.hpp"

#include "query/spelling.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace logbeam::query {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t date_bytes = 10;  // 2026-11-20

constexpr std::array<std::pair<char, std::chrono::seconds>, 5> units{{
    {'s', std::chrono::seconds{1}},
    {'m', std::chrono::minutes{1}},
    {'h', std::chrono::hours{1}},
    {'d', std::chrono::hours{24}},
    {'w', std::chrono::hours{24 * 7}},
}};

std::optional<std::int64_t> seconds_of(char unit) noexcept {
    for (const auto& [name, worth] : units) {
        if (name == unit) return worth.count();
    }
    return std::nullopt;
}

// Moments that no clock shows are as early or late as there are.
Timestamp moved(Timestamp now, std::int64_t seconds, bool is_back) noexcept {
    std::int64_t shift = 0;
    std::int64_t moment = 0;
    const std::int64_t start = now.time_since_epoch().count();
    const bool is_beyond =
        __builtin_mul_overflow(seconds, std::int64_t{1'000'000'000}, &shift) ||
        (is_back ? __builtin_sub_overflow(start, shift, &moment) : __builtin_add_overflow(start, shift, &moment));
    if (is_beyond) return is_back ? Timestamp::min() : Timestamp::max();
    return Timestamp{nanoseconds{moment}};
}

std::optional<TimeRange> parse_relative(std::string_view text, Timestamp now) noexcept {
    if (text.size() < 3 || (text[0] != '-' && text[0] != '+') || !is_digit(text[1])) return std::nullopt;
    const auto unit = seconds_of(text.back());
    std::int64_t count = 0;
    const char* const last = text.data() + text.size() - 1;
    const auto [end, error] = std::from_chars(text.data() + 1, last, count);
    std::int64_t seconds = 0;
    if (!unit || end != last || error != std::errc{} || __builtin_mul_overflow(count, *unit, &seconds)) {
        return std::nullopt;
    }
    const Timestamp moment = moved(now, seconds, text[0] == '-');
    return TimeRange{moment, moment};
}

std::optional<TimeRange> parse_date(std::string_view text) noexcept {
    if (text.size() != date_bytes) return std::nullopt;
    constexpr std::string_view midnight = "T00:00:00Z";
    std::array<char, date_bytes + midnight.size()> moment{};
    text.copy(moment.data(), text.size());
    midnight.copy(moment.data() + date_bytes, midnight.size());
    const auto from = parse_rfc3339({moment.data(), moment.size()});
    if (!from) return std::nullopt;
    const Timestamp last = moved(*from, seconds_of('d').value_or(0), false);
    return TimeRange{*from, last == Timestamp::max() ? last : last - nanoseconds{1}};
}

}  // namespace

std::optional<TimeRange> parse_moment(std::string_view text, Timestamp now) noexcept {
    if (const auto relative = parse_relative(text, now)) return relative;
    if (const auto date = parse_date(text)) return date;
    const auto moment = parse_rfc3339(text);
    return moment ? std::optional{TimeRange{*moment, *moment}} : std::nullopt;
}

}  // namespace logbeam::query
