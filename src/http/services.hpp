#pragma once

#include "history/state_store.hpp"
#include "http/alert_place.hpp"
#include "http/message.hpp"
#include "http/process_stats.hpp"
#include "hub/hub.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {

struct StaticFile;

// What the routes work with. The functions are called on the hub's thread; an empty one has nothing to say.
struct Services {
    hub::Hub& hub;
    history::StateStore& state;
    const AlertPlace& alert_place;
    std::string server;  // "logbeam 0.1.0"
    std::chrono::steady_clock::time_point started;

    std::function<std::vector<std::string>()> not_ready;  // the parts that are not, by name
    std::function<ProcessStats()> process;
    std::function<const StaticFile*(std::string_view path)> find_static;  // `/`, `/client.js`, `/assets/…`

    std::chrono::milliseconds report_work{30'000};  // that one report may cost; then it ends, and says how to go on

    // Asked before each event that a client publishes over HTTP; its error is the event's answer.
    std::function<Result<void>(const Request& request, std::size_t bytes)> charge;

    // For routes that are asked only where alerts are judged.
    [[nodiscard]] const AlertParts& alerts() const noexcept { return *alert_place.here(); }
    [[nodiscard]] std::chrono::duration<double> uptime() const noexcept { return hub.clock.steady_now() - started; }
};

}  // namespace logbeam::http
