#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace logbeam::notify {

// When to try again: in 1 s, doubling to 5 min, each drawn between half and the whole of it; not before Retry-After, of
// which an hour is believed; and not at all when 24 h have passed since the first try. A value.
class BackOff {
public:
    using Span = std::chrono::milliseconds;

    explicit BackOff(std::uint64_t seed) : random_{seed | 1U} {}

    // From now on, `since_first` after the first try. Nothing: give up.
    [[nodiscard]] std::optional<Span> next(Span since_first, std::optional<std::chrono::seconds> retry_after) noexcept;
    void reset() noexcept { delay_ = first; }

    static constexpr Span first{1'000};
    static constexpr Span last{300'000};
    static constexpr Span longest_retry_after{3'600'000};
    static constexpr Span gives_up_after{86'400'000};

private:
    std::uint64_t random_;
    Span delay_ = first;
};

}  // namespace logbeam::notify
