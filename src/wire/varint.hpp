#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

// Unsigned LEB128: seven bits a byte, the lowest first, the top bit says that more follow.
namespace logbeam::wire {

inline constexpr std::size_t longest_varint = 10;

// Returns the end of what it wrote; the room is longest_varint.
inline char* write_varint(char* at, std::uint64_t number) noexcept {
    while (number >= 0x80) {
        *at++ = static_cast<char>(number | 0x80);
        number >>= 7;
    }
    *at++ = static_cast<char>(number);
    return at;
}

inline void append_varint(std::string& out, std::uint64_t number) {
    char room[longest_varint];
    out.append(room, write_varint(room, number));
}

// Signed differences as small unsigned numbers: 0, -1, 1, -2, ... In two's complement, so that every difference of
// two 64-bit numbers has one.
[[nodiscard]] constexpr std::uint64_t zigzag(std::uint64_t difference) noexcept {
    return difference << 1 ^ (difference >> 63 != 0 ? ~std::uint64_t{0} : 0);
}
[[nodiscard]] constexpr std::uint64_t unzigzag(std::uint64_t number) noexcept {
    return number >> 1 ^ ((number & 1) != 0 ? ~std::uint64_t{0} : 0);
}

}  // namespace logbeam::wire
