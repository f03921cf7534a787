#pragma once

#include <chrono>
#include <cstdint>

namespace logbeam::transport {

// How long to wait before the next attempt: doubling from 100 ms to 10 s, each drawn between half and the
// whole, so that a thousand clients of a restarted broker do not come back in step. A value.
class Backoff {
public:
    explicit Backoff(std::uint64_t seed) : random_{seed | 1} {}

    [[nodiscard]] std::chrono::milliseconds next() noexcept;
    void reset() noexcept { delay_ = first; }

    static constexpr std::chrono::milliseconds first{100};
    static constexpr std::chrono::milliseconds last{10'000};

private:
    std::uint64_t random_;
    std::chrono::milliseconds delay_ = first;
};

}  // namespace logbeam::transport
