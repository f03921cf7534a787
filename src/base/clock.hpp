#pragma once

#include <logbeam/timestamp.hpp>

#include <chrono>

namespace logbeam {

// Where time comes from, so that tests decide what it is. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual Timestamp wall_now() const noexcept = 0;  // may jump
    [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const noexcept = 0;
};

// The machine's clocks. Thread-safe.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp wall_now() const noexcept override { return std::chrono::system_clock::now(); }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const noexcept override {
        return std::chrono::steady_clock::now();
    }
};

}  // namespace logbeam
