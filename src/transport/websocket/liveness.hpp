#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace logbeam::transport {

// Decides from the silence of the other end whether to ask for a sign of life, or to give it up. A value.
class Liveness {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;
    enum class Advice : std::uint8_t { wait, ping, give_up };

    Liveness(Duration ping_after, Duration give_up_after) : ping_after_{ping_after}, give_up_after_{give_up_after} {}

    void heard(Time now) noexcept {
        last_heard_ = now;
        last_ping_ = now;
    }

    // What is due. A ping is due once for each `ping_after` of silence.
    [[nodiscard]] Advice advise(Time now) noexcept {
        if (now - last_heard_ >= give_up_after_) return Advice::give_up;
        if (now - last_ping_ < ping_after_) return Advice::wait;
        last_ping_ = now;
        return Advice::ping;
    }

    // When to ask again.
    [[nodiscard]] Time next() const noexcept {
        return std::min(last_ping_ + ping_after_, last_heard_ + give_up_after_);
    }

private:
    Duration ping_after_;
    Duration give_up_after_;
    Time last_heard_{};
    Time last_ping_{};
};

}  // namespace logbeam::transport
