#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

// How the load generator knows its events again: each carries one marker, `~` and 30 hexadecimal digits. What lies
// around it, frames, arrays and envelopes, is not read, so that counting costs a peer's measurement little.
namespace logbeam::cli {

// Which event it is and when it was sent. A value.
struct Marker {
    std::uint32_t publisher = 0;    // below 2^8
    std::uint32_t topic = 0;        // below 2^16
    std::uint64_t sequence = 0;     // of this publisher on this topic, below 2^40
    std::uint64_t nanoseconds = 0;  // of CLOCK_MONOTONIC, modulo 2^56

    friend bool operator==(const Marker&, const Marker&) = default;
};

inline constexpr std::size_t marker_bytes = 31;

void append_marker(std::string& out, const Marker& marker);

// Reads a marker that begins the text; nothing when it is none. At least marker_bytes long.
[[nodiscard]] std::optional<Marker> read_marker(const char* text) noexcept;

// Finds the markers in a stream that comes in pieces. Unsynchronised.
class MarkerScanner {
public:
    // Calls take(Marker) for each. `padding` bytes behind a marker are known to hold none.
    template <class Take>
    void scan(std::string_view bytes, std::size_t padding, Take&& take) {
        if (held_bytes_ > 0) {
            bytes.remove_prefix(complete_held(bytes, padding, take));
        }
        for (;;) {
            const std::size_t skipped = std::min<std::size_t>(skip_, bytes.size());
            skip_ -= static_cast<std::uint32_t>(skipped);
            bytes.remove_prefix(skipped);
            if (bytes.empty()) return;
            const void* found = std::memchr(bytes.data(), '~', bytes.size());
            if (found == nullptr) return;
            bytes.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()));
            if (bytes.size() < marker_bytes) {
                hold(bytes);
                return;
            }
            bytes.remove_prefix(tell(bytes.data(), padding, take));
        }
    }

private:
    // How much of `text` is done with.
    template <class Take>
    std::size_t tell(const char* text, std::size_t padding, Take& take) {
        const auto marker = read_marker(text);
        if (!marker) return 1;
        skip_ = static_cast<std::uint32_t>(padding);
        take(*marker);
        return marker_bytes;
    }

    // How many bytes went to the marker that the last piece cut.
    template <class Take>
    std::size_t complete_held(std::string_view bytes, std::size_t padding, Take& take) {
        const std::size_t added = std::min(bytes.size(), marker_bytes - held_bytes_);
        std::memcpy(held_.data() + held_bytes_, bytes.data(), added);
        held_bytes_ = static_cast<std::uint8_t>(held_bytes_ + added);
        if (held_bytes_ == marker_bytes) {
            held_bytes_ = 0;
            tell(held_.data(), padding, take);
        }
        return added;
    }

    void hold(std::string_view bytes) noexcept {
        std::memcpy(held_.data(), bytes.data(), bytes.size());
        held_bytes_ = static_cast<std::uint8_t>(bytes.size());
    }

    std::uint32_t skip_ = 0;
    std::uint8_t held_bytes_ = 0;
    std::array<char, marker_bytes> held_{};
};

}  // namespace logbeam::cli
