#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// The filter of a block: what may stand in it. Its hashes are a part of the file format.
namespace logbeam::store {

inline constexpr std::size_t word_bits = 64 * 1024;   // whole words and pairs: three bits each
inline constexpr std::size_t piece_bits = 32 * 1024;  // trigrams: one bit each

[[nodiscard]] std::uint64_t hash_of(std::string_view text) noexcept;

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t hash) noexcept {
    hash = (hash ^ (hash >> 32U)) * 0xd6e8feb86659fd93;
    return hash ^ (hash >> 32U);
}
[[nodiscard]] constexpr std::uint64_t pair_hash(std::uint64_t key, std::uint64_t value) noexcept {
    return mix(key * 3 + value + 0x51ed27);
}

// The three bits of a word's or a pair's hash.
[[nodiscard]] constexpr std::array<std::uint16_t, 3> bits_of(std::uint64_t hash) noexcept {
    return {static_cast<std::uint16_t>(hash), static_cast<std::uint16_t>(hash >> 16U),
            static_cast<std::uint16_t>(hash >> 32U)};
}

// The bit of a trigram: three bytes, the first one lowest.
[[nodiscard]] constexpr std::uint32_t trigram_bit(std::uint32_t trigram) noexcept {
    return ((trigram & 0xFFFFFFU) * 0x9E3779B1U) >> 17U;
}
[[nodiscard]] inline std::uint32_t trigram_at(const char* text) noexcept {
    std::array<unsigned char, 3> bytes{};
    std::memcpy(bytes.data(), text, bytes.size());
    return bytes[0] | (static_cast<std::uint32_t>(bytes[1]) << 8U) | (static_cast<std::uint32_t>(bytes[2]) << 16U);
}

// A value of 12 KiB.
struct BlockFilter {
    std::array<std::uint64_t, word_bits / 64> words{};
    std::array<std::uint64_t, piece_bits / 64> pieces{};

    void add_word(std::uint64_t hash) noexcept {
        for (const std::uint16_t bit : bits_of(hash))
            words[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }
    void add_everything() noexcept {
        words.fill(~std::uint64_t{0});
        pieces.fill(~std::uint64_t{0});
    }
    void add_trigram(std::uint32_t trigram) noexcept {
        const std::uint32_t bit = trigram_bit(trigram);
        pieces[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }
};

}  // namespace logbeam::store
