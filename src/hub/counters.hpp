#pragma once

#include <cstdint>

namespace logbeam::hub {

// What the broker has counted since its start; each event that reached it is in exactly one of the first three.
struct Counters {
    std::uint64_t accepted = 0;
    std::uint64_t duplicates = 0;       // held already: acknowledged again, not stored
    std::uint64_t refused_events = 0;   // not JSON, no topic, not allowed
    std::uint64_t unstored_events = 0;  // of those accepted: the history could not take them
    std::uint64_t excluded = 0;         // of those accepted: delivered, but not to be kept

    std::uint64_t accepted_bytes = 0;  // canonical text
    std::uint64_t batches = 0;
    std::uint64_t refused_batches = 0;    // did not decode
    std::uint64_t dropped_at_source = 0;  // holes: what publishers told that they dropped
    std::uint64_t missing_counters = 0;   // numbers that a publisher skipped without a word
    std::uint64_t early_batches = 0;      // out of a log: what was before them had not come
    std::uint64_t late_batches = 0;       // out of a log: they were overtaken, and taken nevertheless

    std::uint64_t deliveries = 0;   // events times the readers they were handed to
    std::uint64_t skipped = 0;      // events that a slow reader was not given
    std::uint64_t filtered = 0;     // events that a subscription's topics wanted and its filter did not
    std::uint64_t sampled_out = 0;  // events left out by max_rate
    std::uint64_t too_slow = 0;     // readers disconnected for being slow

    std::uint64_t untold = 0;  // events of the broker itself, above their rate

    std::uint64_t connections = 0;  // ever
    std::uint64_t refused_connections = 0;
    std::uint64_t unauthorized = 0;
    std::uint64_t refused_origins = 0;
    std::uint64_t refused_hosts = 0;
    std::uint64_t protocol_errors = 0;
    std::uint64_t passed_over = 0;  // realtime messages that mean nothing
    std::uint64_t limits_reached = 0;
    std::uint64_t rate_limited = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t short_writes = 0;  // that a socket took only in part
    std::uint64_t http_requests = 0;
};

}  // namespace logbeam::hub
