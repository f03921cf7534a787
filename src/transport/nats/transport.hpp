#pragma once

#include "transport/nats/settings.hpp"
#include "transport/transport.hpp"

#include <memory>

namespace logbeam::transport {

// To a NATS server: packed batches, a topic a message, on the subjects of the settings; acknowledged by a JetStream stream
// where one takes the subject, else by the server's answer to a ping. The servers are those of nats.c, in its order.
[[nodiscard]] std::unique_ptr<Transport> make_nats_transport(const NatsSettings& settings);

}  // namespace logbeam::transport
