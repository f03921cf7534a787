#pragma once

#include <logbeam/event.hpp>

#include <string>

namespace logbeam::event {

// The event that an object in canonical form describes. All of its members may be absent, unknown ones are
// ignored. `path` leads to the object and stands in errors.
[[nodiscard]] Result<Event> event_from(Value value, const std::string& path = {});

}  // namespace logbeam::event
