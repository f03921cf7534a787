#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::dialect {

// What a client of the realtime pattern may say.
struct RealtimeMessage {
    enum class Kind : std::uint8_t { subscribe, unsubscribe, publish, none };

    Kind kind = Kind::none;  // none: passed over in silence, as the pattern's own server does
    std::string topic;       // of subscribe and unsubscribe
};

// `publish` is an object that looks like an event: it has a type, and data or an id.
[[nodiscard]] RealtimeMessage read_realtime_message(std::string_view text);

}  // namespace logbeam::dialect
