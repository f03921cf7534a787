#pragma once

#include "hub/rights.hpp"

#include <string_view>

namespace logbeam::edge {

// Whether other programs' NATS clients may have the topic over a bridge. Who may hear a guarded topic only the broker's
// tokens say, which those do not show; and `$…` is each broker's own.
[[nodiscard]] inline bool is_public_topic(std::string_view topic) noexcept {
    return !topic.starts_with('$') && !hub::is_guarded(topic);
}

}  // namespace logbeam::edge
