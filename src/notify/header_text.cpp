#include "notify/header_text.hpp"

namespace logbeam::notify {
namespace {

bool is_word_character(char c) noexcept {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::string hex_byte(char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto number = static_cast<unsigned char>(byte);
    return {'=', digits[number >> 4U], digits[number & 15U]};
}

std::string header_word(std::string_view text) {
    std::string word;
    for (const char c : text) {
        is_word_character(c) ? void(word += c) : void(word += hex_byte(c));
    }
    return word;
}

}  // namespace logbeam::notify
