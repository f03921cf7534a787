#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

// How numbers stand in the store's files: of one width in the order of this machine, or as LEB128 varints.
namespace logbeam::store {

inline void put_varint(std::string& out, std::uint64_t number) {
    for (; number >= 128; number >>= 7U)
        out.push_back(static_cast<char>(number | 128U));
    out.push_back(static_cast<char>(number));
}

// Small numbers of either sign become small ones.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t number) noexcept {
    return (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t number) noexcept {
    return static_cast<std::int64_t>(number >> 1U) ^ -static_cast<std::int64_t>(number & 1U);
}

template <class T>
void put_fixed(std::string& out, const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t at = out.size();
    out.resize(at + sizeof value);
    std::memcpy(out.data() + at, &value, sizeof value);
}

// Takes off what was put. Reads nothing beyond the end: there everything is 0, and `is_whole` is false from then on.
class ByteSource {
public:
    explicit ByteSource(std::string_view bytes) noexcept : rest_{bytes} {}

    [[nodiscard]] std::uint64_t varint() noexcept {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            number |= static_cast<std::uint64_t>(byte & 127U) << shift;
            if (byte < 128) return number;
        }
        is_whole_ = false;
        return 0;
    }
    template <class T>
    [[nodiscard]] T fixed() noexcept {
        T value{};
        const std::string_view taken = bytes(sizeof value);
        if (taken.size() == sizeof value) std::memcpy(&value, taken.data(), sizeof value);
        return value;
    }
    [[nodiscard]] std::string_view bytes(std::uint64_t count) noexcept {
        if (count > rest_.size()) {
            is_whole_ = false;
            return {};
        }
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }

    [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

private:
    std::string_view rest_;
    bool is_whole_ = true;
};

}  // namespace logbeam::store
