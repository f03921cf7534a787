#pragma once

#include "channel/core.hpp"

#include <logbeam/event.hpp>
#include <logbeam/event_channel.hpp>

#include <string>

namespace logbeam::channel {

// Publishes an event whose type and data are known only now.
[[nodiscard]] Publish publish_untyped(Core& core, const ChannelTopic& topic, std::string type, Value data) noexcept;

}  // namespace logbeam::channel
