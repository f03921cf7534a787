#pragma once

#include <cstddef>
#include <cstdint>

namespace logbeam::hub {

// Events between the brokers and other programs' NATS clients, as far as this broker brought them. A value.
struct BridgeCounts {
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    std::uint64_t refused = 0;  // either way: no event, not allowed, too long
    std::uint64_t lost = 0;     // there was no connection or no room for them
};

// How a broker stands to the log that it shares with others. A value.
struct LogStatus {
    bool is_connected = false;
    bool is_kept = false;  // by a stream, whose numbers the seqs are; else events pass by, and each broker numbers them
    bool has_caught_up = false;
    std::uint64_t pending = 0;        // messages that were not read yet, when the last one was
    std::uint64_t restarts = 0;       // of what brings them
    std::uint64_t diverged = 0;       // times that they were not what the log's leader has
    std::uint64_t refused = 0;        // messages that were no events
    std::uint64_t gone = 0;           // messages that the stream dropped before they were read here
    std::uint64_t waiting_bytes = 0;  // published here, and not in the log yet
    bool leads = false;               // it does what only one broker is to do
    BridgeCounts bridges;
};

}  // namespace logbeam::hub
