#pragma once

#include <logbeam/drops.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>

namespace logbeam::channel {

inline void add(PerLevel& sum, const PerLevel& more) noexcept {
    for (std::size_t level = 0; level < level_count; ++level) {
        sum[level] += more[level];
    }
}

[[nodiscard]] inline std::uint64_t total(const PerLevel& levels) noexcept {
    return std::accumulate(levels.begin(), levels.end(), std::uint64_t{0});
}

}  // namespace logbeam::channel
