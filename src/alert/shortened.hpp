#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logbeam::alert {

// The text, or as much of it as fits with `…` into so many bytes; characters of UTF-8 stay whole.
[[nodiscard]] inline std::string shortened(std::string_view text, std::size_t bytes) {
    constexpr std::string_view more = "…";
    if (text.size() <= bytes) return std::string{text};
    std::size_t end = bytes < more.size() ? 0 : bytes - more.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)}.append(more);
}

}  // namespace logbeam::alert
