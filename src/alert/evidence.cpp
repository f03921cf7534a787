#include "alert/evidence.hpp"

namespace logbeam::alert {

void Evidence::add(const Sighting& sighting) {
    if (seen_.all().size() == Finding::most_events) seen_.erase_first(1);
    seen_.push_back({sighting.seq, sighting.time});
}

void Evidence::write(Timestamp start, std::vector<EventRef>& events) const {
    events.clear();
    for (const Seen& seen : seen_.all()) {
        if (seen.time >= start) events.push_back({seen.seq, seen.time, {}});
    }
}

}  // namespace logbeam::alert
