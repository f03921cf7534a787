#pragma once

#include "channel/core.hpp"
#include "support/faulty_transport.hpp"
#include "support/receiver.hpp"

#include <logbeam/connection.hpp>

#include <memory>
#include <utility>

namespace logbeam::test {

// A connection whose transport fails as `faults` say, in front of `receiver`.
[[nodiscard]] inline Connection faulty_connection(Faults& faults, Receiver& receiver, ConnectionOptions options = {}) {
    if (!options.on_error) {
        options.on_error = [](const Error& /*expected here*/) {};
    }
    return Connection{channel::Core::make(
        std::move(options), [&faults, &receiver] { return std::make_unique<FaultyTransport>(faults, receiver); })};
}

// made = below level + dropped + queued + spooled + acknowledged.
[[nodiscard]] inline bool sums_close(const ConnectionStats& stats) {
    return stats.made == stats.below_level + stats.dropped + stats.queued + stats.spooled + stats.acknowledged;
}

}  // namespace logbeam::test
