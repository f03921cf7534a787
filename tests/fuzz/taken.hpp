#pragma once

#include "fuzz/require.hpp"
#include "history/burst.hpp"

#include <logbeam/event.hpp>

namespace logbeam::fuzz {

// Whatever was taken reads as the event that its entry says it is.
inline void require_events(const history::Burst& burst) {
    for (const history::Entry& entry : burst.entries) {
        const auto event = Event::parse(burst.text_of(entry));
        require(event.ok() && event->seq == entry.seq && event->topic == burst.topic_of(entry));
    }
}

}  // namespace logbeam::fuzz
