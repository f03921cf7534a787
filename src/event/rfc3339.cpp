#include <logbeam/timestamp.hpp>

#include <array>
#include <cstdint>

namespace logbeam {
namespace {

constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
constexpr std::int64_t seconds_per_day = 86'400;

struct Date {
    std::int64_t year;
    int month;
    int day;
};

constexpr bool is_leap(std::int64_t year) noexcept {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_in(std::int64_t year, int month) noexcept {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// Both ways between a date and the days since 1970-01-01, after Howard Hinnant's "chrono-compatible low-level
// date algorithms": years begin in March, eras have 400 years.
constexpr std::int64_t days_from(Date date) noexcept {
    const auto year = date.year - (date.month <= 2 ? 1 : 0);
    const auto era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = year - era * 400;
    const auto day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const auto day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

constexpr Date date_of(std::int64_t days) noexcept {
    const auto shifted = days + 719'468;
    const auto era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto day_of_era = shifted - era * 146'097;
    const auto year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const auto shifted_month = (5 * day_of_year + 2) / 153;
    const auto month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    const auto day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

static_assert(days_from({1970, 1, 1}) == 0 && days_from({2000, 2, 29}) == 11'016);

constexpr std::int64_t floor_divide(std::int64_t number, std::int64_t by) noexcept {
    return number / by - (number % by < 0 ? 1 : 0);
}

void write_digits(char* at, int width, std::int64_t number) noexcept {
    for (char* digit = at + width; digit-- != at; number /= 10) {
        *digit = static_cast<char>('0' + number % 10);
    }
}

// Reads a text from left to right; the first thing out of place makes it fail for good.
class Reader {
public:
    explicit Reader(std::string_view text) noexcept : text_{text} {}

    [[nodiscard]] bool is_done() const noexcept { return is_well_ && text_.empty(); }
    void reject() noexcept { is_well_ = false; }

    std::int64_t digits(std::size_t count) noexcept {
        std::int64_t number = 0;
        for (; count > 0; --count) {
            number = number * 10 + digit();
        }
        return number;
    }

    char one_of(std::string_view choices) noexcept {
        if (text_.empty() || choices.find(text_[0]) == std::string_view::npos) {
            is_well_ = false;
            return '\0';
        }
        const char taken = text_[0];
        text_.remove_prefix(1);
        return taken;
    }

    bool try_take(char c) noexcept {
        if (text_.empty() || text_[0] != c) return false;
        text_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] bool is_at_digit() const noexcept { return !text_.empty() && text_[0] >= '0' && text_[0] <= '9'; }

private:
    int digit() noexcept {
        const char c = one_of("0123456789");
        return is_well_ ? c - '0' : 0;
    }

    std::string_view text_;
    bool is_well_ = true;
};

std::int64_t read_days(Reader& reader) noexcept {
    Date date{};
    date.year = reader.digits(4);
    reader.one_of("-");
    date.month = static_cast<int>(reader.digits(2));
    reader.one_of("-");
    date.day = static_cast<int>(reader.digits(2));
    const bool exists =
        date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= days_in(date.year, date.month);
    if (!exists) reader.reject();
    return exists ? days_from(date) : 0;
}

std::int64_t read_hours_and_minutes(Reader& reader) noexcept {
    const auto hours = reader.digits(2);
    reader.one_of(":");
    const auto minutes = reader.digits(2);
    if (hours > 23 || minutes > 59) reader.reject();
    return hours * 3600 + minutes * 60;
}

// A leap second is the first moment of the next minute.
std::int64_t read_seconds(Reader& reader) noexcept {
    reader.one_of(":");
    const auto seconds = reader.digits(2);
    if (seconds > 60) reader.reject();
    return seconds;
}

std::int64_t read_fraction(Reader& reader) noexcept {
    if (!reader.try_take('.')) return 0;
    std::int64_t nanoseconds = reader.digits(1) * (nanoseconds_per_second / 10);
    for (auto worth = nanoseconds_per_second / 100; worth > 0 && reader.is_at_digit(); worth /= 10) {
        nanoseconds += reader.digits(1) * worth;
    }
    return nanoseconds;
}

std::int64_t read_offset(Reader& reader) noexcept {
    const char sign = reader.one_of("Zz+-");
    if (sign != '+' && sign != '-') return 0;
    const auto seconds = read_hours_and_minutes(reader);
    return sign == '+' ? seconds : -seconds;
}

std::optional<Timestamp> to_timestamp(std::int64_t seconds, std::int64_t nanoseconds) noexcept {
    std::int64_t since_epoch = 0;
    if (seconds < 0) {  // counted back from the next second, so that the earliest moment does not overflow
        ++seconds;
        nanoseconds -= nanoseconds_per_second;
    }
    if (__builtin_mul_overflow(seconds, nanoseconds_per_second, &since_epoch) ||
        __builtin_add_overflow(since_epoch, nanoseconds, &since_epoch)) {
        return std::nullopt;
    }
    return Timestamp{std::chrono::nanoseconds{since_epoch}};
}

}  // namespace

std::string to_rfc3339(Timestamp time) {
    const std::int64_t since_epoch = time.time_since_epoch().count();
    const auto seconds = floor_divide(since_epoch, nanoseconds_per_second);
    const auto days = floor_divide(seconds, seconds_per_day);
    const auto second_of_day = seconds - days * seconds_per_day;
    const auto date = date_of(days);

    std::string text = "0000-00-00T00:00:00.000000000Z";
    write_digits(text.data(), 4, date.year);
    write_digits(text.data() + 5, 2, date.month);
    write_digits(text.data() + 8, 2, date.day);
    write_digits(text.data() + 11, 2, second_of_day / 3600);
    write_digits(text.data() + 14, 2, second_of_day / 60 % 60);
    write_digits(text.data() + 17, 2, second_of_day % 60);
    write_digits(text.data() + 20, 9,
                 ((since_epoch % nanoseconds_per_second) + nanoseconds_per_second) % nanoseconds_per_second);
    return text;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) noexcept {
    Reader reader{text};
    const auto days = read_days(reader);
    reader.one_of("Tt ");
    const auto minutes = read_hours_and_minutes(reader);
    const auto seconds = read_seconds(reader);
    const auto nanoseconds = read_fraction(reader);
    const auto offset = read_offset(reader);
    if (!reader.is_done()) return std::nullopt;
    return to_timestamp(days * seconds_per_day + minutes + seconds - offset, nanoseconds);
}

}  // namespace logbeam
