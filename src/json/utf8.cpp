#include "json/utf8.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace logbeam::json {
namespace {

// What may follow a lead byte: how many bytes, and the range of the first of them (RFC 3629, section 4: it keeps
// out overlong forms, surrogates and what lies beyond U+10FFFF).
struct Lead {
    std::size_t following;
    unsigned char low;
    unsigned char high;
};

Lead lead_of(unsigned char byte) noexcept {
    if (byte < 0x80) return {0, 0, 0};
    if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
    if (byte == 0xE0) return {2, 0xA0, 0xBF};
    if (byte == 0xED) return {2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
    if (byte == 0xF0) return {3, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
    if (byte == 0xF4) return {3, 0x80, 0x8F};
    return {1, 1, 0};  // no lead byte: nothing may follow
}

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// How many of the first bytes are ASCII, in whole steps of 16: most text is nothing else.
std::size_t ascii_prefix(std::string_view text) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t done = 0;
    for (std::array<std::uint64_t, 2> words{}; done + sizeof words <= text.size(); done += sizeof words) {
        std::memcpy(words.data(), text.data() + done, sizeof words);
        if (((words[0] | words[1]) & high_bits) != 0) break;
    }
    return done;
}

}  // namespace

Utf8Character first_character(std::string_view text) noexcept {
    auto [following, low, high] = lead_of(static_cast<unsigned char>(text[0]));
    for (std::size_t at = 1; at <= following; ++at) {
        const auto byte = at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
        if (byte < low || byte > high) return {at, false};
        low = 0x80;
        high = 0xBF;
    }
    return {following + 1, true};
}

// Not simdjson's: the object behind it is gone while the process exits, and a connection's worker may still write.
bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        text.remove_prefix(ascii_prefix(text));
        if (text.empty()) return true;
        const auto character = first_character(text);
        if (!character.is_valid) return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && is_continuation(text[bytes])) {
        --bytes;
    }
    return text.substr(0, bytes);
}

}  // namespace logbeam::json
