#pragma once

#include "alert/detector.hpp"
#include "alert/one_or_more.hpp"

#include <cstdint>
#include <vector>

namespace logbeam::alert {

// The latest events that a group has seen, as they came, to be named in a finding: without their ids, which would be most
// of what a group takes. Unsynchronised.
class Evidence {
public:
    void add(const Sighting& sighting);

    // Those that are not before `start`, into what a finding of before has left.
    void write(Timestamp start, std::vector<EventRef>& events) const;

private:
    struct Seen {
        std::uint64_t seq = 0;
        Timestamp time{};
    };

    OneOrMore<Seen> seen_;
};

}  // namespace logbeam::alert
