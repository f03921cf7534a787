#pragma once

#include <cstddef>
#include <string_view>

namespace logbeam::json {

// Copies characters that stand for themselves in a JSON string (printable ASCII without quote and backslash) up to
// the first other one or to where the room ends; returns how many there were.
[[nodiscard]] std::size_t copy_plain(std::string_view text, char* room, std::size_t room_bytes) noexcept;

// How far one call of escape() came.
struct Escaped {
    std::size_t read = 0;      // bytes of the text
    std::size_t written = 0;   // bytes of the room
    std::size_t replaced = 0;  // times that U+FFFD stands for invalid UTF-8
};

// A room smaller than this may hold no progress at all.
inline constexpr std::size_t least_escape_room = 32;

// Writes as much of `text` as surely fits into `room`, as it stands between the quotes of a JSON string. Never
// stops inside a character, so that the rest of the text can follow in another call.
[[nodiscard]] Escaped escape(std::string_view text, char* room, std::size_t room_bytes) noexcept;

}  // namespace logbeam::json
