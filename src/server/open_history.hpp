#pragma once

#include "base/clock.hpp"
#include "edge/log_api.hpp"
#include "history/event_history.hpp"
#include "history/state_store.hpp"
#include "server/config.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace logbeam::server {

// In the data directory where one is configured, else in memory. `notice` is told in one line what was found there, and
// later what goes wrong with it and that it is over; on the thread that uses the history. Throws Failure: the directory
// is another broker's, damaged as a whole, or cannot be written.
// What comes out of a log has an index of its own there for each epoch of it.
[[nodiscard]] std::unique_ptr<history::EventHistory> open_history(const BrokerConfig& config,
                                                                  const std::optional<edge::LogState>& log,
                                                                  const Clock& clock,
                                                                  std::function<void(const std::string& line)> notice);

// For positions of subscribers and the like: beside the history.
[[nodiscard]] std::unique_ptr<history::StateStore> open_state(const BrokerConfig& config);

}  // namespace logbeam::server
