#include "alert/heartbeat.hpp"

namespace logbeam::alert {

std::optional<Heartbeat::Beat> Heartbeat::due(Timestamp now) {
    const std::int64_t interval = interval_of(now);
    const bool has_worked = worked_ && interval_of(*worked_) == interval;
    if (!has_worked || sent_ == interval) return std::nullopt;
    sent_ = interval;
    return Beat{plan_.name + "-" + std::to_string(interval), begin_of(interval), begin_of(interval + 1)};
}

Timestamp Heartbeat::next_due(Timestamp now) const noexcept {
    const std::int64_t interval = interval_of(now);
    return begin_of(sent_ == interval ? interval + 1 : interval);
}

std::int64_t Heartbeat::interval_of(Timestamp time) const noexcept {
    return time.time_since_epoch() / plan_.interval;
}

Timestamp Heartbeat::begin_of(std::int64_t interval) const noexcept {
    return Timestamp{plan_.interval * interval};
}

}  // namespace logbeam::alert
