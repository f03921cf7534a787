#pragma once

#include <cstddef>
#include <string_view>

namespace logbeam::json {

// The first character of a text: how many bytes it takes, and whether they are well-formed UTF-8. When they are
// not, `bytes` is what one U+FFFD stands for (Unicode's "maximal subpart").
struct Utf8Character {
    std::size_t bytes = 0;
    bool is_valid = false;
};

// `text` is not empty.
[[nodiscard]] Utf8Character first_character(std::string_view text) noexcept;

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

// The longest beginning of at most `bytes` bytes that does not end inside a character.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept;

}  // namespace logbeam::json
