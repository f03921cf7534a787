#pragma once

#include "edge/key_values.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// What JetStream answers, read strictly: it comes from outside.
namespace logbeam::edge {

inline constexpr std::uint64_t no_such_stream = 10059;
inline constexpr std::uint64_t no_such_message = 10037;
inline constexpr std::uint64_t stream_is_there = 10058;

// The number of JetStream's error; 0: it is none, or not JetStream's.
[[nodiscard]] std::uint64_t error_number(std::string_view json);

// Fine, or JetStream's error as one of ours.
[[nodiscard]] Result<void> check_answer(std::string_view json);

struct StreamState {
    std::uint64_t messages = 0;
    std::uint64_t last = 0;
    bool takes_subject = false;
};
[[nodiscard]] Result<StreamState> parse_bucket(std::string_view json, std::string_view subject);

// The sequence of what was stored.
[[nodiscard]] Result<std::uint64_t> parse_stored(std::string_view json);

// A message of a bucket, as the stream gives it for its subject.
[[nodiscard]] Result<Found> parse_message(std::string_view json);

// How many messages a new consumer will have delivered when it has delivered what there is.
[[nodiscard]] Result<std::uint64_t> parse_pending(std::string_view json);

// Where a message of a consumer comes from, by the subject for its acknowledgement.
struct Delivered {
    std::uint64_t stream_sequence = 0;
    std::uint64_t consumer_sequence = 0;
    std::uint64_t pending = 0;
};
[[nodiscard]] std::optional<Delivered> parse_delivered(std::string_view reply);

}  // namespace logbeam::edge
