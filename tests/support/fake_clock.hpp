#pragma once

#include "base/clock.hpp"

#include <chrono>

namespace logbeam::test {

// Time that stands still until the test moves it. Unsynchronised.
class FakeClock final : public Clock {
public:
    [[nodiscard]] Timestamp wall_now() const noexcept override { return wall_; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const noexcept override { return steady_; }

    void advance(std::chrono::nanoseconds by) {
        wall_ += by;
        steady_ += by;
    }
    void jump_wall(std::chrono::nanoseconds by) { wall_ += by; }

private:
    Timestamp wall_{std::chrono::seconds{1'800'000'000}};
    std::chrono::steady_clock::time_point steady_{std::chrono::hours{1}};
};

}  // namespace logbeam::test
