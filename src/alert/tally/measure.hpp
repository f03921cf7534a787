#pragma once

#include "alert/window.hpp"

#include <cstdint>

// How the value of a threshold comes about, one file each. A tally is made for a rule, and has
//   Slice      what a slice holds,
//   State      what is kept of a group beside its slices,
//   Reading    what is taken of a sighting; read() returns nothing where the event does not count,
//   add        an event into a slice, dropped: a slice has left the window,
//   measure    the value of a window that is not empty.
namespace logbeam::alert::tally {

struct Measure {
    std::uint64_t count = 0;  // of events; what `min_count` is asked of
    double value = 0;
};

struct NoState {};

}  // namespace logbeam::alert::tally
