#include "cli/bench/marker.hpp"

namespace logbeam::cli {

namespace {

constexpr std::size_t publisher_digits = 2;
constexpr std::size_t topic_digits = 4;
constexpr std::size_t sequence_digits = 10;
constexpr std::size_t time_digits = 14;
static_assert(1 + publisher_digits + topic_digits + sequence_digits + time_digits == marker_bytes);

constexpr std::uint8_t no_digit = 0xff;
constexpr auto digit_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::uint8_t digit = 0; digit < 16; ++digit) {
        values[static_cast<unsigned char>("0123456789abcdef"[digit])] = digit;
    }
    return values;
}();

void append_hex(std::string& out, std::uint64_t number, std::size_t digits) {
    for (std::size_t left = digits; left > 0; --left) {
        out += "0123456789abcdef"[(number >> (4 * (left - 1))) & 15];
    }
}

// Moves `at` behind the digits; `valid` stays true while they are some.
std::uint64_t read_hex(const char*& at, std::size_t digits, bool& valid) noexcept {
    std::uint64_t number = 0;
    for (const char* end = at + digits; at != end; ++at) {
        const std::uint8_t digit = digit_values[static_cast<unsigned char>(*at)];
        valid &= digit != no_digit;
        number = (number << 4) | digit;
    }
    return number;
}

}  // namespace

void append_marker(std::string& out, const Marker& marker) {
    out += '~';
    append_hex(out, marker.publisher, publisher_digits);
    append_hex(out, marker.topic, topic_digits);
    append_hex(out, marker.sequence, sequence_digits);
    append_hex(out, marker.nanoseconds, time_digits);
}

std::optional<Marker> read_marker(const char* text) noexcept {
    bool valid = *text == '~';
    const char* at = text + 1;
    Marker marker;
    marker.publisher = static_cast<std::uint32_t>(read_hex(at, publisher_digits, valid));
    marker.topic = static_cast<std::uint32_t>(read_hex(at, topic_digits, valid));
    marker.sequence = read_hex(at, sequence_digits, valid);
    marker.nanoseconds = read_hex(at, time_digits, valid);
    if (!valid) {
        return std::nullopt;
    }
    return marker;
}

}  // namespace logbeam::cli
