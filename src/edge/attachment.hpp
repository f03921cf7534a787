#pragma once

#include "edge/log_api.hpp"
#include "transport/nats/port.hpp"
#include "transport/nats/settings.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace logbeam::edge {

struct EdgeOptions {
    transport::NatsSettings nats;  // its `options.stream` says whether a log is wanted
    LogOptions log;
    bool wants_everything = true;  // without a stream, too; else only what is subscribed
};

// A connection to the cluster, and the log that was found or made there.
struct Attachment {
    std::unique_ptr<transport::NatsPort> port;  // open
    std::optional<LogState> log;                // nothing: a cluster without JetStream
};

// Waits for the cluster, as a broker has to know its log before it knows anything else.
[[nodiscard]] Result<Attachment> attach(const EdgeOptions& options, std::chrono::milliseconds limit);

}  // namespace logbeam::edge
