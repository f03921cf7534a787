#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// What words and values are, in one place: the evaluator and the index of a block agree on it.
namespace logbeam::query {

// ASCII letters only; everything else stays.
[[nodiscard]] constexpr char fold(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

[[nodiscard]] inline std::string folded(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        c = fold(c);
    return out;
}

// Words are the longest runs of ASCII letters, digits, `_` and bytes of characters beyond ASCII.
[[nodiscard]] constexpr bool is_word_byte(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 128;
}

// A longer value is not indexed as a pair, only by its pieces.
inline constexpr std::size_t longest_pair_value = 64;

// The keys of pairs are paths: `user.id`, without the positions of arrays. The values of pairs are: a string, folded; a
// number as number_key writes it; `true`, `false`, `null`. Objects and arrays are none, only what is in them.

// One spelling for equal numbers: an integer of 64 bits in decimals (`200` for 200, 200.0 and 2e2), else the shortest
// text that reads as the same double. `text` is a JSON number; one that no double holds stays as it is.
[[nodiscard]] std::string number_key(std::string_view text);

}  // namespace logbeam::query
