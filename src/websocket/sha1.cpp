#include "websocket/sha1.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>

namespace logbeam::websocket {

namespace {

constexpr std::size_t block_bytes = 64;

using State = std::array<std::uint32_t, 5>;
using Words = std::array<std::uint32_t, 80>;

std::string padded(std::string_view text) {
    std::string message{text};
    message += '\x80';
    while (message.size() % block_bytes != block_bytes - 8) {
        message += '\0';
    }
    const std::uint64_t bits = std::uint64_t{text.size()} * 8;
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        message += static_cast<char>(bits >> (shift - 8) & 0xFF);
    }
    return message;
}

Words words_of(const char* block) noexcept {
    Words words{};
    for (std::size_t i = 0; i < block_bytes; ++i) {
        words[i / 4] = words[i / 4] << 8 | static_cast<unsigned char>(block[i]);
    }
    for (std::size_t i = 16; i < words.size(); ++i) {
        words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    return words;
}

std::uint32_t mixed(std::size_t round, std::uint32_t b, std::uint32_t c, std::uint32_t d) noexcept {
    switch (round / 20) {
        case 0: return ((b & c) | (~b & d)) + 0x5A827999;
        case 1: return (b ^ c ^ d) + 0x6ED9EBA1;
        case 2: return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
        default: return (b ^ c ^ d) + 0xCA62C1D6;
    }
}

void add_block(State& state, const char* block) noexcept {
    const Words words = words_of(block);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t next = std::rotl(a, 5) + mixed(i, b, c, d) + e + words[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

}  // namespace

std::array<unsigned char, 20> sha1(std::string_view text) {
    State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    const std::string message = padded(text);
    for (std::size_t at = 0; at < message.size(); at += block_bytes) {
        add_block(state, message.data() + at);
    }
    std::array<unsigned char, 20> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<unsigned char>(state[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
}

}  // namespace logbeam::websocket
