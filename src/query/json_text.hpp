#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Walks JSON that is known to be valid, without copying it. What a scan does for every member is inline.
namespace logbeam::query {

// How the member `data` of an event begins, nearly always.
inline constexpr std::string_view data_begin = R"("data":{)";

// A string as it stands between its quotes.
struct RawString {
    std::string_view text;
    bool has_escapes = false;
};

// `at` is at a value or at white space in front of it; what is returned is behind the white space.
[[nodiscard]] inline std::size_t skip_space(std::string_view json, std::size_t at) noexcept {
    while (at < json.size() && static_cast<unsigned char>(json[at]) <= ' ') {
        ++at;
    }
    return at;
}

// Where the next quote or backslash is, or the end.
[[nodiscard]] inline std::size_t next_special(std::string_view json, std::size_t at) noexcept {
#if defined(__SSE2__)
    constexpr std::size_t block_bytes = 16;
    for (; at + block_bytes <= json.size(); at += block_bytes) {
        const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(json.data() + at));
        const auto quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
        const auto backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
        const auto special = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(quote, backslash)));
        if (special != 0) return at + static_cast<std::size_t>(__builtin_ctz(special));
    }
#endif
    while (at < json.size() && json[at] != '"' && json[at] != '\\') {
        ++at;
    }
    return at;
}

// The string whose first quote is at `at`; moves behind its last quote.
[[nodiscard]] inline RawString take_string(std::string_view json, std::size_t& at) noexcept {
    const auto from = at + 1;
    bool has_escapes = false;
    auto end = next_special(json, from);
    while (end < json.size() && json[end] == '\\') {
        has_escapes = true;
        end = next_special(json, end + 2);
    }
    end = end < json.size() ? end : json.size();
    at = end + 1;
    return {json.substr(from, end - from), has_escapes};
}

inline constexpr auto ends_plain = [] {
    std::array<bool, 256> ends{};
    for (const char c : {',', '}', ']', ' ', '\t', '\n', '\r'}) {
        ends[static_cast<unsigned char>(c)] = true;
    }
    return ends;
}();

// A number, `true`, `false` or `null` that begins at `at`; moves behind it.
[[nodiscard]] inline std::string_view take_plain(std::string_view json, std::size_t& at) noexcept {
    const auto from = at;
    while (at < json.size() && !ends_plain[static_cast<unsigned char>(json[at])]) {
        ++at;
    }
    return json.substr(from, at - from);
}

// Behind the object or array that begins at `at`, however deep it is.
[[nodiscard]] std::size_t skip_container(std::string_view json, std::size_t at) noexcept;

// Behind the value that begins at `at`.
[[nodiscard]] inline std::size_t skip_value(std::string_view json, std::size_t at) noexcept {
    if (json[at] == '{' || json[at] == '[') return skip_container(json, at);
    if (json[at] == '"') {
        (void)take_string(json, at);
    } else {
        (void)take_plain(json, at);
    }
    return at;
}

// Writes what the string stands for, which is never longer than it. `room` has as many bytes as `raw`.
std::size_t unescape(std::string_view raw, char* room) noexcept;

}  // namespace logbeam::query
