#pragma once

#include "dialect/session_context.hpp"
#include "hub/budget.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace logbeam::dialect {

// Keeps one client, and all of its token, to their rates: what is above them is taken, and then the client is not read
// from for a while. Confined.
class Metering {
public:
    explicit Metering(const Session& session)
        : session_{session},
          has_limits_{session.token || session.limits.events_per_second != 0 || session.limits.bytes_per_second != 0},
          own_{hub::Budget{session.limits.events_per_second}, hub::Budget{session.limits.bytes_per_second}} {}

    void count(std::uint64_t events, std::size_t bytes) {
        session_.client.events_in += events;
        if (!has_limits_) return;
        const auto now = session_.context.hub.clock.steady_now();
        auto wait = charge(own_, events, bytes, now);
        if (session_.token) wait = std::max(wait, charge(*session_.token, events, bytes, now));
        if (wait.count() == 0) return;
        ++session_.context.hub.counters.rate_limited;
        session_.outlet.pause(wait);
    }

private:
    static std::chrono::nanoseconds charge(TokenBudget& budget, std::uint64_t events, std::size_t bytes,
                                           hub::Budget::Time now) {
        return std::max(budget.events.charge(events, now), budget.bytes.charge(bytes, now));
    }

    const Session session_;
    const bool has_limits_;
    TokenBudget own_;
};

}  // namespace logbeam::dialect
