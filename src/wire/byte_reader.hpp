#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace logbeam::wire {

// Reads bytes that nobody vouches for. The first thing that is wrong ends the reading for good: every later call
// gives nothing. Never reads past the end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) noexcept : bytes_{bytes} {}

    [[nodiscard]] std::uint8_t byte() noexcept {
        if (at_ < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at_++]);
        reject(too_early);
        return 0;
    }

    // Only the shortest form of a number is one.
    [[nodiscard]] std::uint64_t varint() noexcept {
        const bool is_one_byte = at_ < bytes_.size() && static_cast<std::uint8_t>(bytes_[at_]) < 0x80;
        return is_one_byte ? static_cast<std::uint8_t>(bytes_[at_++]) : long_varint();
    }

    [[nodiscard]] std::uint64_t fixed64() noexcept {
        const auto taken = take(sizeof(std::uint64_t));
        std::uint64_t number = 0;
        for (std::size_t at = taken.size(); at-- > 0;) {  // a single load, once it is compiled
            number = number << 8 | static_cast<std::uint8_t>(taken[at]);
        }
        return number;
    }

    // As many bytes as a varint says.
    [[nodiscard]] std::string_view text() noexcept { return take(varint()); }

    // How many items follow: no more than allowed, nor than fit into what is left.
    [[nodiscard]] std::size_t count(std::size_t least_bytes_of_each, std::size_t allowed) noexcept {
        const auto items = varint();
        if (items <= left() / least_bytes_of_each && items <= allowed) return static_cast<std::size_t>(items);
        reject("more items than allowed, or than bytes for them");
        return 0;
    }

    [[nodiscard]] std::size_t left() const noexcept { return bytes_.size() - at_; }
    [[nodiscard]] std::size_t position() const noexcept { return at_; }

    // `problem` is a literal.
    void reject(std::string_view problem) noexcept {
        if (problem_.empty()) problem_ = problem;
        bytes_ = bytes_.substr(0, at_);
    }
    [[nodiscard]] bool is_well() const noexcept { return problem_.empty(); }
    [[nodiscard]] std::string_view problem() const noexcept { return problem_; }

private:
    static constexpr std::string_view too_early = "it ends too early";

    [[nodiscard]] std::uint64_t long_varint() noexcept {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto next = byte();
            const auto bits = static_cast<std::uint64_t>(next & 0x7F);
            number |= bits << shift;
            if ((next & 0x80) != 0) continue;
            const bool is_padded = next == 0 && shift > 0;
            if (is_padded || bits << shift >> shift != bits) reject("a number in an unusual form");
            return problem_.empty() ? number : 0;
        }
        reject("a number beyond 64 bits");
        return 0;
    }

    std::string_view take(std::uint64_t count) noexcept {
        if (count > left()) {
            reject(too_early);
            return {};
        }
        const auto taken = bytes_.substr(at_, static_cast<std::size_t>(count));
        at_ += taken.size();
        return taken;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::string_view problem_;
};

}  // namespace logbeam::wire
