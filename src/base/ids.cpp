#include "base/ids.hpp"

#include <logbeam/result.hpp>

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <charconv>

namespace logbeam::base {
namespace {

constexpr std::size_t publisher_id_length = 13;
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's base 32

using RandomBytes = std::array<unsigned char, publisher_id_length>;

RandomBytes random_bytes() {
    RandomBytes bytes{};
    while (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        if (errno != EINTR) {
            throw Failure{Error{ErrorCode::internal, "getrandom gave no random bytes"}};
        }
    }
    return bytes;
}

bool is_lower_hex(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// Only what event_id writes: no sign, no leading zero, no capital.
std::optional<std::uint64_t> parse_counter(std::string_view text) noexcept {
    if (text.empty() || !is_lower_hex(text.back()) || (text.front() == '0' && text.size() > 1)) return std::nullopt;
    for (const char c : text) {
        if (!is_lower_hex(c)) return std::nullopt;
    }
    std::uint64_t counter = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), counter, 16);
    if (error != std::errc{}) return std::nullopt;
    return counter;
}

}  // namespace

std::string make_publisher_id() {
    std::string id;
    for (const unsigned char byte : random_bytes()) {
        id += alphabet[byte % alphabet.size()];
    }
    return id;
}

std::string event_id(std::string_view publisher, std::uint64_t counter) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), counter, 16).ptr;
    std::string id;
    id.reserve(publisher.size() + 1 + digits.size());
    id.append(publisher).append(1, '-').append(digits.data(), end);
    return id;
}

std::optional<EventIdParts> parse_event_id(std::string_view id) noexcept {
    const auto dash = id.rfind('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    const auto counter = parse_counter(id.substr(dash + 1));
    if (!counter) return std::nullopt;
    return EventIdParts{id.substr(0, dash), *counter};
}

}  // namespace logbeam::base
