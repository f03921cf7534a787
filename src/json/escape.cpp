#include "json/escape.hpp"

#include "json/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace logbeam::json {
namespace {

constexpr std::size_t block_bytes = 16;
constexpr std::size_t longest_escape = 6;  // \u001f
constexpr std::string_view replacement = "\xEF\xBF\xBD";

static_assert(least_escape_room >= block_bytes + longest_escape);

// Plain characters are printable ASCII without quote and backslash: they stand for themselves.
constexpr bool is_plain(unsigned char c) noexcept {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

constexpr auto plain_table = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0; c < table.size(); ++c) {
        table[c] = is_plain(static_cast<unsigned char>(c));
    }
    return table;
}();

// The character after the backslash; `u` for those without a short form.
constexpr auto short_escapes = [] {
    std::array<char, 128> table{};
    for (std::size_t c = 0; c < 0x20; ++c) {
        table[c] = 'u';
    }
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

// Copies plain characters one by one up to the first other one; returns how many.
std::size_t copy_plain_bytes(const char* text, std::size_t bytes, char* room) noexcept {
    std::size_t count = 0;
    while (count < bytes && plain_table[static_cast<unsigned char>(text[count])]) {
        room[count] = text[count];
        ++count;
    }
    return count;
}

// Copies a block whole; the bits of what is returned stand for the characters that are not plain.
unsigned copy_block(const char* text, char* room) noexcept {
#if defined(__SSE2__)
    const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(room), block);
    const auto control_or_not_ascii = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));  // signed: 0x80 is negative
    const auto quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
    const auto backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    const auto special = _mm_or_si128(control_or_not_ascii, _mm_or_si128(quote, backslash));
    return static_cast<unsigned>(_mm_movemask_epi8(special));
#else
    unsigned special = 0;
    for (std::size_t at = 0; at < block_bytes; ++at) {
        room[at] = text[at];
        special |= (plain_table[static_cast<unsigned char>(text[at])] ? 0U : 1U) << at;
    }
    return special;
#endif
}

// Whether a byte of the word may be not plain. A borrow may accuse a plain byte above a special one, it never
// hides a special one.
template <class Word>
bool has_special(Word word) noexcept {
    constexpr auto ones = static_cast<Word>(0x0101010101010101);
    constexpr auto highs = static_cast<Word>(0x8080808080808080);
    const auto below_space = word - ones * 0x20;
    const auto quote = (word ^ ones * '"') - ones;
    const auto backslash = (word ^ ones * '\\') - ones;
    return ((word | below_space | quote | backslash) & highs) != 0;
}

// Copies a text that is as long as one or two words by its first and its last word. False: copy it otherwise.
template <class Word>
bool copy_two_words(const char* text, std::size_t bytes, char* room) noexcept {
    Word head = 0;
    Word tail = 0;
    std::memcpy(&head, text, sizeof head);
    std::memcpy(&tail, text + bytes - sizeof tail, sizeof tail);
    if (has_special(head) || has_special(tail)) return false;
    std::memcpy(room, &head, sizeof head);
    std::memcpy(room + bytes - sizeof tail, &tail, sizeof tail);
    return true;
}

// Most keys and many values are this short.
std::size_t copy_plain_short(const char* text, std::size_t bytes, char* room) noexcept {
    if (bytes >= 8 && copy_two_words<std::uint64_t>(text, bytes, room)) return bytes;
    if (bytes >= 4 && bytes < 8 && copy_two_words<std::uint32_t>(text, bytes, room)) return bytes;
    return copy_plain_bytes(text, bytes, room);
}

std::size_t write_escape(unsigned char c, char* room) noexcept {
    constexpr std::string_view digits = "0123456789abcdef";
    room[0] = '\\';
    room[1] = short_escapes[c];
    if (room[1] != 'u') return 2;
    room[2] = '0';
    room[3] = '0';
    room[4] = digits[c >> 4];
    room[5] = digits[c & 15];
    return longest_escape;
}

// One character that is not plain.
Escaped write_special(std::string_view text, char* room) noexcept {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {1, write_escape(first, room), 0};
    const auto character = first_character(text);
    const auto bytes = character.is_valid ? text.substr(0, character.bytes) : replacement;
    std::memcpy(room, bytes.data(), bytes.size());
    return {character.bytes, bytes.size(), character.is_valid ? 0U : 1U};
}

}  // namespace

std::size_t copy_plain(std::string_view text, char* room, std::size_t room_bytes) noexcept {
    const auto bytes = std::min(text.size(), room_bytes);
    if (bytes < block_bytes) return copy_plain_short(text.data(), bytes, room);
    std::size_t done = 0;
    for (; bytes - done >= block_bytes; done += block_bytes) {
        const auto special = copy_block(text.data() + done, room + done);
        if (special != 0) return done + static_cast<std::size_t>(std::countr_zero(special));
    }
    // The last block overlaps the one before, whose characters are all plain: they are copied onto themselves.
    const auto last = bytes - block_bytes;
    const auto special = copy_block(text.data() + last, room + last);
    return special == 0 ? bytes : last + static_cast<std::size_t>(std::countr_zero(special));
}

Escaped escape(std::string_view text, char* room, std::size_t room_bytes) noexcept {
    Escaped done;
    while (true) {
        const auto plain = copy_plain(text.substr(done.read), room + done.written, room_bytes - done.written);
        done.read += plain;
        done.written += plain;
        if (done.read == text.size() || room_bytes - done.written < longest_escape) return done;
        const auto special = write_special(text.substr(done.read), room + done.written);
        done.read += special.read;
        done.written += special.written;
        done.replaced += special.replaced;
    }
}

}  // namespace logbeam::json
