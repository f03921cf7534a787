#pragma once

#include "alert/detector.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::alert {

// The ids of the latest events that rules matched. Most kinds keep of an event no more than its number, for an id would be
// most of what a group takes: where an alert names events, their ids are still known here. Unsynchronised.
class RecentIds {
public:
    static constexpr std::size_t most = 16'384;

    void put(std::uint64_t seq, std::string_view id) {
        if (!ids_.empty() && ids_[last_].seq == seq) return;  // another rule matched it, too
        last_ = ids_.size() < most ? ids_.size() : (last_ + 1) % most;
        if (last_ == ids_.size()) ids_.emplace_back();
        ids_[last_].seq = seq;
        ids_[last_].id = id;
    }

    // Gives those an id that have none, as far as it is known.
    void name(std::vector<EventRef>& events) const {
        for (EventRef& event : events) {
            if (event.id.empty() && event.seq != 0) event.id = find(event.seq);
        }
    }

private:
    struct Known {
        std::uint64_t seq = 0;
        std::string id;
    };

    // They rise from the one behind the last to the last.
    [[nodiscard]] std::string_view find(std::uint64_t seq) const {
        const auto oldest = ids_.begin() + static_cast<std::ptrdiff_t>(ids_.size() < most ? 0 : (last_ + 1) % most);
        const auto before = [](const Known& known, std::uint64_t wanted) { return known.seq < wanted; };
        for (const auto& [begin, end] : {std::pair{oldest, ids_.end()}, std::pair{ids_.begin(), oldest}}) {
            const auto found = std::lower_bound(begin, end, seq, before);
            if (found != end && found->seq == seq) return found->id;
        }
        return {};
    }

    std::vector<Known> ids_;
    std::size_t last_ = 0;
};

}  // namespace logbeam::alert
