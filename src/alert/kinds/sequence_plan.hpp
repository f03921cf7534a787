#pragma once

#include "alert/rule.hpp"

#include <logbeam/timestamp.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace logbeam::alert {

// A sequence's steps apart: those that must happen, numbered from 0, and those that must not, each by the number of the
// step that it must not come before.
struct SequencePlan {
    struct Place {
        std::size_t step = 0;  // absent: the next one, or `counts.size()` at the end
        bool is_absent = false;
    };

    SequencePlan(const Sequence& sequence, Span time)
        : ends_absent{!sequence.steps.empty() && sequence.steps.back().is_absent}, within{time} {
        for (const Step& step : sequence.steps) {
            places.push_back({counts.size(), step.is_absent});
            if (!step.is_absent) counts.push_back(std::max<std::uint64_t>(step.count, 1));
        }
    }

    std::vector<Place> places;          // of each query
    std::vector<std::uint64_t> counts;  // how often each step must happen
    bool ends_absent = false;
    Timestamp::duration within;
};

// An event that a sequence took.
struct Taken {
    Timestamp time{};
    std::uint64_t seq = 0;
};

// A sequence that came about.
struct Completion {
    Timestamp first{};
    Timestamp at{};
    std::vector<Taken> events;  // the latest, in the order of their time
};

// Is told of what is under way: its first event, how many steps have happened, and its latest events.
using TellUnderWay = std::function<void(Timestamp first, std::size_t step, const std::vector<Taken>& events)>;

}  // namespace logbeam::alert
