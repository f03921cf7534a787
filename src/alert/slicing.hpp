#pragma once

#include "alert/rule.hpp"

#include <logbeam/timestamp.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace logbeam::alert {

// How a sliding window is cut: into 60 slices of equal length, or of a millisecond where that were less; they are aligned
// to multiples of their length. At a moment the window is the slice of the moment and those before it. Immutable.
class Slicing {
public:
    explicit Slicing(Span within) : count_{std::clamp<std::int64_t>(within.count(), 1, 60)}, length_{part_of(within)} {}

    [[nodiscard]] std::int64_t count() const noexcept { return count_; }
    [[nodiscard]] std::int64_t slice_of(Timestamp time) const noexcept {
        const auto since = time.time_since_epoch().count();
        return since / length_ - (since % length_ < 0 ? 1 : 0);
    }
    [[nodiscard]] std::int64_t first_at(Timestamp now) const noexcept { return slice_of(now) - count_ + 1; }
    [[nodiscard]] bool covers(std::int64_t slice, Timestamp now) const noexcept { return slice >= first_at(now); }

    // When a slice begins, and when it is the window's no longer.
    [[nodiscard]] Timestamp start_of(std::int64_t slice) const noexcept {
        return Timestamp{std::chrono::nanoseconds{slice * length_}};
    }
    [[nodiscard]] Timestamp end_of(std::int64_t slice) const noexcept { return start_of(slice + count_); }

private:
    // Rounded up, so that the window is never the shorter.
    [[nodiscard]] std::int64_t part_of(Span within) const noexcept {
        const auto whole = std::chrono::nanoseconds{std::max(within, Span{1})}.count();
        return (whole + count_ - 1) / count_;
    }

    std::int64_t count_;
    std::int64_t length_;  // nanoseconds
};

}  // namespace logbeam::alert
