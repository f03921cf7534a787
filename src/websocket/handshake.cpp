#include "websocket/handshake.hpp"

#include "websocket/sha1.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

namespace logbeam::websocket {

namespace {

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string to_base64(std::span<const unsigned char> bytes) {
    std::string text;
    for (; !bytes.empty(); bytes = bytes.subspan(std::min<std::size_t>(3, bytes.size()))) {
        const auto at = [bytes](std::size_t i) { return i < bytes.size() ? std::uint32_t{bytes[i]} : 0; };
        const std::uint32_t three = at(0) << 16 | at(1) << 8 | at(2);
        text += base64_digits[three >> 18 & 63];
        text += base64_digits[three >> 12 & 63];
        text += bytes.size() > 1 ? base64_digits[three >> 6 & 63] : '=';
        text += bytes.size() > 2 ? base64_digits[three & 63] : '=';
    }
    return text;
}

char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Whether one item of a comma-separated list fits.
template <class Fits>
bool any_item(std::string_view list, Fits fits) noexcept {
    while (true) {
        const auto comma = std::min(list.find(','), list.size());
        if (fits(trimmed(list.substr(0, comma)))) return true;
        if (comma == list.size()) return false;
        list.remove_prefix(comma + 1);
    }
}

}  // namespace

std::string accept_key(std::string_view key) {
    return to_base64(sha1(std::string{key} + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

std::string client_key(const std::array<unsigned char, 16>& random) {
    return to_base64(random);
}

bool is_client_key(std::string_view key) noexcept {
    // The last of 22 digits has two bits of the sixteenth byte: the other four are 0.
    return key.size() == 24 && key.substr(22) == "==" && key.find_first_not_of(base64_digits) == 22 &&
           base64_digits.find(key[21]) % 16 == 0;
}

bool is_same_in_any_case(std::string_view one, std::string_view other) noexcept {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

bool has_token(std::string_view header, std::string_view token) noexcept {
    return any_item(header, [token](std::string_view item) { return is_same_in_any_case(item, token); });
}

bool offers_subprotocol(std::string_view header, std::string_view name) noexcept {
    return any_item(header, [name](std::string_view item) { return item == name; });
}

}  // namespace logbeam::websocket
