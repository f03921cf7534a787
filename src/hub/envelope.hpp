#pragma once

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::hub {

// The members of an event's JSON as they are written, so that nothing of `data` has to be rebuilt: strings without
// their quotes, still escaped. Views into the JSON or the scratch it was read with.
struct Envelope {
    std::string_view id;
    std::string_view topic;
    std::string_view type;
    std::string_view source;
    std::string_view timestamp;
    std::string_view data;      // one JSON value, compact; empty: absent
    std::string_view metadata;  // an object, compact; empty: absent or without members
    std::optional<Level> level;
};

struct EnvelopeLimits {
    std::size_t event_bytes = 1 << 20;
    std::size_t depth = 60;
};

// Of a type `logger.<level>`.
[[nodiscard]] std::optional<Level> level_of_type(std::string_view type) noexcept;

// Reads one JSON object; the level is that of its type. `scratch` holds what could not be a part of it; it is cleared
// first.
[[nodiscard]] Result<Envelope> read_envelope(std::string_view json, const EnvelopeLimits& limits, std::string& scratch);

}  // namespace logbeam::hub
