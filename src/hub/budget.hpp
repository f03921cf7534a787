#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace logbeam::hub {

// So many per second, of which a second's worth may come at once. What goes beyond is allowed and has to be waited for
// afterwards, so that nothing is refused. 0: no limit. A value.
class Budget {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Budget(std::uint64_t per_second) : per_second_{static_cast<double>(per_second)}, left_{per_second_} {}

    // How long to take nothing more.
    [[nodiscard]] std::chrono::nanoseconds charge(std::uint64_t amount, Time now) noexcept {
        if (per_second_ == 0) return {};
        const std::chrono::duration<double> passed = now - last_;
        left_ = std::min(per_second_, left_ + passed.count() * per_second_) - static_cast<double>(amount);
        last_ = now;
        if (left_ >= 0) return {};
        return std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::duration<double>(-left_ / per_second_));
    }

    // Whether what was charged before is still to be waited for.
    [[nodiscard]] bool is_spent(Time now) noexcept { return charge(0, now).count() != 0; }

private:
    double per_second_;
    double left_;
    Time last_{};
};

}  // namespace logbeam::hub
