#pragma once

#include "query/outline.hpp"

#include <logbeam/event.hpp>
#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace logbeam::query {

// One event as a query reads it: its canonical text (docs/protocol.md), and what is known of it without reading.
struct Subject {
    std::string_view text;
    std::string_view topic;
    std::optional<Level> level;  // of a type `logger.<level>`
    std::uint64_t seq = 0;
    Timestamp time{};
    std::uint32_t data_at = 0;         // where the member `"data":` begins
    const Outline* outline = nullptr;  // of this text; worth its while where several queries are asked
};

}  // namespace logbeam::query
