#include "http/base64.hpp"

#include <cstdint>

namespace logbeam::http {
namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byte_at(std::string_view bytes, std::size_t at) noexcept {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto group = byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
        const std::size_t held = bytes.size() - at;
        text += letters[group >> 18];
        text += letters[group >> 12 & 63];
        text += held > 1 ? letters[group >> 6 & 63] : '=';
        text += held > 2 ? letters[group & 63] : '=';
    }
    return text;
}

bool is_base64(std::string_view text) noexcept {
    if (text.size() % 4 != 0) return false;
    for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding) {
        text.remove_suffix(1);
    }
    return text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace logbeam::http
