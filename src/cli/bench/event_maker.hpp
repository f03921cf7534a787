#pragma once

#include "cli/bench/marker.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace logbeam::cli {

// The smallest event that every dialect can make, rounded up.
inline constexpr std::size_t smallest_event = 250;

// How many bytes of padding make an event `payload` bytes long: one that travels as text, or one that the broker writes
// from a batch, with seq and clientId.
[[nodiscard]] std::size_t text_padding(std::size_t payload);
[[nodiscard]] std::size_t batch_padding(std::size_t payload);

// Appends what stands in `data`: the marker, then the padding.
void append_data(std::string& out, const Marker& marker, std::size_t padding);

// Appends the whole event as JSON, for dialects that carry events as text.
void append_event(std::string& out, std::string_view topic, const Marker& marker, std::size_t padding);

// The topic that the generator publishes to, and one of the ways to subscribe to it; pattern 0 is the topic itself.
[[nodiscard]] std::string bench_topic(std::size_t topic);
[[nodiscard]] std::string bench_pattern(std::size_t topic, std::size_t pattern);

}  // namespace logbeam::cli
