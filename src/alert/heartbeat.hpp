#pragma once

#include "alert/rule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::alert {

// Where to tell that alerts are judged, and how often. A value.
struct HeartbeatPlan {
    std::string name;
    std::vector<std::string> notifiers;
    Span interval = std::chrono::minutes{1};  // 1 s at least
};

// A dead-man's switch: as long as rules are judged it has something to send once in each interval, so that who waits for
// it in vain knows that no alert would come. Intervals are those of the wall clock, counted from its epoch: nothing need
// be kept, and a restart sends none twice under another key. Unsynchronised.
class Heartbeat {
public:
    struct Beat {
        std::string key;
        Timestamp at{};  // when the interval began
        Timestamp next{};
    };

    explicit Heartbeat(HeartbeatPlan plan) : plan_{std::move(plan)} {}

    // Rules have been judged up to here.
    void hear_of_work(Timestamp now) noexcept { worked_ = now; }

    // What is to be sent now; those that were missed are not made up for.
    [[nodiscard]] std::optional<Beat> due(Timestamp now);
    // In vain unless there is work.
    [[nodiscard]] Timestamp next_due(Timestamp now) const noexcept;

    [[nodiscard]] const HeartbeatPlan& plan() const noexcept { return plan_; }

private:
    [[nodiscard]] std::int64_t interval_of(Timestamp time) const noexcept;
    [[nodiscard]] Timestamp begin_of(std::int64_t interval) const noexcept;

    const HeartbeatPlan plan_;
    std::optional<Timestamp> worked_;
    std::optional<std::int64_t> sent_;  // the interval
};

}  // namespace logbeam::alert
