#pragma once

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

namespace logbeam::http {

// Spans of equal width, side by side, each beginning at a whole multiple of it since 1970. A value.
struct Buckets {
    Timestamp first{};
    std::chrono::nanoseconds width{1};
    std::size_t count = 1;

    [[nodiscard]] Timestamp begin_of(std::size_t index) const noexcept {
        return first + width * static_cast<std::int64_t>(index);
    }
    // Of a time within the range that they were made for.
    [[nodiscard]] std::size_t index_of(Timestamp time) const noexcept {
        const auto index = time <= first ? 0 : static_cast<std::size_t>((time - first) / width);
        return index < count ? index : count - 1;
    }
    [[nodiscard]] bool are_whole_minutes() const noexcept {
        return width % std::chrono::minutes{1} == std::chrono::nanoseconds::zero();
    }
};

inline constexpr std::size_t most_buckets = 1000;

// From `from` to `to`, which is later; without a width, about 60 of a width that people would choose.
[[nodiscard]] Result<Buckets> buckets_for(Timestamp from, Timestamp to, std::optional<std::chrono::nanoseconds> width);

}  // namespace logbeam::http
