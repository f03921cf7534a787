#include "store/block/filter.hpp"

namespace logbeam::store {
namespace {

constexpr std::uint64_t factor = 0x9FB21C651E98DF25;

template <class T>
std::uint64_t load(const char* text) noexcept {
    T value = 0;
    std::memcpy(&value, text, sizeof value);
    return value;
}

// Up to eight bytes as one number, different for different bytes of the same length.
std::uint64_t load_short(std::string_view text) noexcept {
    const std::size_t size = text.size();
    if (size >= 4) return load<std::uint32_t>(text.data()) | load<std::uint32_t>(text.data() + size - 4) << 32U;
    if (size == 0) return 0;
    const auto byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(text[at])); };
    return byte(0) | byte(size / 2) << 8U | byte(size - 1) << 16U;
}

}  // namespace

std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 0x9ddfea08eb382d69 ^ text.size();
    for (; text.size() > 8; text.remove_prefix(8)) {
        hash = (hash ^ load<std::uint64_t>(text.data())) * factor;
        hash ^= hash >> 29U;
    }
    return mix((hash ^ load_short(text)) * factor);
}

}  // namespace logbeam::store
