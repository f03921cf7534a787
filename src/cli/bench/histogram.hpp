#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logbeam::cli {

// How often each duration came, to about 1.5 %: 64 steps for each doubling of nanoseconds. A value.
class Histogram {
public:
    Histogram() : counts_(steps * doublings) {}

    void add(std::uint64_t nanoseconds) noexcept {
        ++counts_[index_of(nanoseconds)];
        ++total_;
        if (nanoseconds > max_) max_ = nanoseconds;
    }
    void add(const Histogram& other) noexcept;

    // The duration that this part of all (0 to 1) does not exceed; 0 when there are none.
    [[nodiscard]] std::uint64_t percentile(double part) const noexcept;
    [[nodiscard]] std::uint64_t max() const noexcept { return max_; }
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    static constexpr std::size_t step_bits = 6;
    static constexpr std::size_t steps = std::size_t{1} << step_bits;
    static constexpr std::size_t doublings = 64 - step_bits;

    static constexpr std::size_t index_of(std::uint64_t value) noexcept {
        if (value < steps) return static_cast<std::size_t>(value);
        const auto shift = static_cast<std::size_t>(std::bit_width(value)) - step_bits - 1;
        const std::size_t index = (shift + 1) * steps + static_cast<std::size_t>((value >> shift) - steps);
        return index < steps * doublings ? index : steps * doublings - 1;
    }
    static constexpr std::uint64_t upper_end_of(std::size_t index) noexcept {
        if (index < steps) return index;
        const std::size_t shift = index / steps - 1;
        return ((index % steps + steps + 1) << shift) - 1;
    }

    std::vector<std::uint64_t> counts_;
    std::uint64_t total_ = 0;
    std::uint64_t max_ = 0;
};

}  // namespace logbeam::cli
