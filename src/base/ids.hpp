#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::base {

// Thirteen characters of `0-9a-z` without i, l, o and u, all of them random. Throws Failure when the machine
// has no randomness to give.
[[nodiscard]] std::string make_publisher_id();

// `<publisher>-<counter in hex>`, as in "k3v9t2m8q1x0z-1f4".
[[nodiscard]] std::string event_id(std::string_view publisher, std::uint64_t counter);

// The two halves of an event id; nothing when a client brought an id of another form.
struct EventIdParts {
    std::string_view publisher;
    std::uint64_t counter = 0;
};
[[nodiscard]] std::optional<EventIdParts> parse_event_id(std::string_view id) noexcept;

}  // namespace logbeam::base
