#pragma once

#include "store/block/filter.hpp"

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace logbeam::store {

// Stands with a row of a segment: of all its values in their order, whole numbers and strings. SQLite itself does not
// notice when a page has changed on the disk. A part of the file format.
template <class... Values>
[[nodiscard]] std::int64_t row_checksum(const Values&... values) noexcept {
    std::uint64_t sum = 0x9E3779B97F4A7C15;
    const auto add = [&sum](const auto& value) {
        if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
            sum = mix(sum ^ static_cast<std::uint64_t>(value));
        } else {
            sum = mix(sum ^ hash_of(value));
        }
    };
    (add(values), ...);
    return static_cast<std::int64_t>(sum);
}

}  // namespace logbeam::store
