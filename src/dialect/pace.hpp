#pragma once

#include <logbeam/timestamp.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace logbeam::dialect {

// When events of the past are due, so that they follow each other as they did, or faster or slower. A value.
class Pace {
public:
    using Time = std::chrono::steady_clock::time_point;

    // 1: as it was; 0: as fast as it goes.
    explicit Pace(double speed) noexcept : speed_{speed} {}

    [[nodiscard]] bool is_on() const noexcept { return speed_ > 0; }

    // How long the next event has to wait; the first one is due at once. One whose time lies back is due with the one
    // before it.
    [[nodiscard]] std::chrono::nanoseconds wait_for(Timestamp event, Time now) noexcept {
        if (!is_on()) return {};
        if (!first_) {
            first_ = event;
            began_ = now;
        }
        const std::chrono::duration<double, std::nano> passed = (event - *first_) / speed_;
        const auto due = std::chrono::duration_cast<std::chrono::nanoseconds>(passed);
        return std::max(due - std::chrono::duration_cast<std::chrono::nanoseconds>(now - began_),
                        std::chrono::nanoseconds{0});
    }

private:
    double speed_;
    std::optional<Timestamp> first_;
    Time began_{};
};

}  // namespace logbeam::dialect
