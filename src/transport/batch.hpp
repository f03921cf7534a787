#pragma once

#include <logbeam/drops.hpp>

#include <cstdint>
#include <string>

namespace logbeam::transport {

// A sealed batch on its way. Immutable: the spool and a transport that is still writing share it.
struct Batch {
    std::string bytes;
    std::string publisher;
    std::uint64_t first = 0;  // lowest and highest counter, holes included
    std::uint64_t last = 0;
    std::uint64_t events = 0;
    PerLevel levels{};       // of the events
    bool recovered = false;  // found in an earlier run's spool file
};

}  // namespace logbeam::transport
