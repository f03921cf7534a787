#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::base {

// FNV-1a over 64 bits: the same on every machine and in every version, so it may be stored. Not for
// defence against chosen input.
[[nodiscard]] constexpr std::uint64_t stable_hash(std::string_view text,
                                                  std::uint64_t hash = 0xcbf29ce484222325) noexcept {
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    return hash;
}

// Sixteen lower-case digits.
[[nodiscard]] inline std::string hex16(std::uint64_t number) {
    std::string text(16, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= 4) {
        *digit = "0123456789abcdef"[number & 15];
    }
    return text;
}

}  // namespace logbeam::base
