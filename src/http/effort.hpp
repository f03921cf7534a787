#pragma once

#include "base/clock.hpp"

#include <chrono>

namespace logbeam::http {

// How long a report may work: a step at a time, and altogether. What passes between its steps does not count.
// Unsynchronised.
class Effort {
public:
    using Duration = std::chrono::steady_clock::duration;

    // `clock` outlives it.
    Effort(const Clock& clock, Duration limit) noexcept : clock_{&clock}, limit_{limit} {}

    // To be called when a step begins.
    void begin_step() noexcept { began_ = clock_->steady_now(); }

    // To be asked within a step, now and then. A step that is over has been added to what was worked.
    [[nodiscard]] bool is_step_over() noexcept {
        const Duration step = clock_->steady_now() - began_;
        if (step < step_limit && worked_ + step < limit_) return false;
        worked_ += step;
        return true;
    }

    // Ends a step that has done enough before its time is over.
    void end_step() noexcept { worked_ += clock_->steady_now() - began_; }

    [[nodiscard]] bool is_spent() const noexcept { return worked_ >= limit_; }
    [[nodiscard]] Duration worked() const noexcept { return worked_; }

    static constexpr Duration step_limit = std::chrono::milliseconds{4};

private:
    const Clock* clock_;
    Duration limit_;
    std::chrono::steady_clock::time_point began_{};
    Duration worked_{};
};

}  // namespace logbeam::http
