#pragma once

#include "hub/hub.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Levels of loggers in the programs that are connected and allow it. What is asked and what changes is told on
// `$sys.levels`.
namespace logbeam::hub {

inline constexpr std::string_view topic_of_levels = "$sys.levels";

// Who is to log from which level on. Of publisher and source at least one is named.
struct LevelWish {
    std::string publisher;
    std::string source;
    wire::SetLevel level;
    std::string by;  // a user; empty: nobody in particular
};

// A publisher that was asked, and by how many questions in its present connection.
struct AskedPublisher {
    std::string publisher;
    std::string source;
    std::uint64_t asked = 0;
};

// Not found when none is connected, forbidden when none of those allows it.
[[nodiscard]] Result<std::vector<AskedPublisher>> ask_for_level(Hub& hub, const LevelWish& wish);

// What a client said of its loggers, over this port.
void note_loggers(Hub& hub, Client& client, const wire::Loggers& loggers, LevelPort& port);

}  // namespace logbeam::hub
