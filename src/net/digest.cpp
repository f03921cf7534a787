#include "net/digest.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace logbeam::net {
namespace {

constexpr std::size_t block_bytes = 64;

using State = std::array<std::uint32_t, 8>;
using Schedule = std::array<std::uint32_t, 64>;

constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::uint32_t rotate(std::uint32_t word, unsigned by) noexcept {
    return word >> by | word << (32 - by);
}

std::uint32_t word_at(std::string_view block, std::size_t word) noexcept {
    std::uint32_t value = 0;
    for (const char c : block.substr(word * 4, 4)) {
        value = value << 8 | static_cast<unsigned char>(c);
    }
    return value;
}

Schedule schedule_of(std::string_view block) noexcept {
    Schedule w{};
    for (std::size_t t = 0; t < 16; ++t) {
        w[t] = word_at(block, t);
    }
    for (std::size_t t = 16; t < w.size(); ++t) {
        const auto small0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
        const auto small1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + small0 + w[t - 7] + small1;
    }
    return w;
}

void mix(State& state, std::string_view block) noexcept {
    const auto w = schedule_of(block);
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < w.size(); ++t) {
        const auto big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        const auto big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        const auto first = h + big1 + ((e & f) ^ (~e & g)) + round_constants[t] + w[t];
        const auto second = big0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const State added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) {
        state[i] += added[i];
    }
}

// The message's last bytes, a one bit, zeros, and its length in bits: one or two whole blocks.
std::string padded(std::string_view rest, std::uint64_t message_bytes) {
    std::string last{rest};
    last += '\x80';
    while (last.size() % block_bytes != block_bytes - 8) {
        last += '\0';
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
        last += static_cast<char>(message_bytes * 8 >> shift & 0xff);
    }
    return last;
}

State digest_of(std::string_view bytes) {
    State state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const auto whole = bytes.size() / block_bytes * block_bytes;
    for (std::size_t at = 0; at < whole; at += block_bytes) {
        mix(state, bytes.substr(at, block_bytes));
    }
    const auto last = padded(bytes.substr(whole), bytes.size());
    for (std::size_t at = 0; at < last.size(); at += block_bytes) {
        mix(state, std::string_view{last}.substr(at, block_bytes));
    }
    return state;
}

std::string bytes_of(const State& state) {
    std::string bytes;
    for (const auto word : state) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes += static_cast<char>(word >> shift & 0xff);
        }
    }
    return bytes;
}

// The key as one block, with each of its bytes changed by `pad`.
std::string padded_key(std::string_view key, unsigned char pad) {
    std::string block = key.size() > block_bytes ? bytes_of(digest_of(key)) : std::string{key};
    block.resize(block_bytes, '\0');
    for (char& each : block) {
        each = static_cast<char>(static_cast<unsigned char>(each) ^ pad);
    }
    return block;
}

std::string hex(const State& state) {
    std::string text;
    for (const auto word : state) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            text += "0123456789abcdef"[word >> shift & 15];
        }
    }
    return text;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    return hex(digest_of(bytes));
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
    const auto inner = digest_of(padded_key(key, 0x36).append(bytes));
    return hex(digest_of(padded_key(key, 0x5c) + bytes_of(inner)));
}

bool constant_time_equal(std::string_view left, std::string_view right) noexcept {
    if (left.size() != right.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]));
    }
    return difference == 0;
}

}  // namespace logbeam::net
