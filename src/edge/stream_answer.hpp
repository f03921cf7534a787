#pragma once

#include "edge/key_values.hpp"
#include "event/members.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

// What JetStream answers, read strictly: it comes from outside.
namespace logbeam::edge {

inline constexpr std::uint64_t no_such_stream = 10059;
inline constexpr std::uint64_t no_such_message = 10037;
inline constexpr std::uint64_t stream_is_there = 10058;
inline constexpr std::uint64_t not_for_account = 10039;
inline constexpr std::uint64_t not_enabled = 10076;

// The number of JetStream's error; 0: it is none, or not JetStream's.
[[nodiscard]] std::uint64_t error_number(std::string_view json);

// An answer that is no error. JetStream's errors as ours: not_found, there is no such stream; refused, another was
// written last; store_unavailable, all others.
[[nodiscard]] Result<event::Members> read_answer(std::string_view json);

// Fine, unless one of them lacked something.
[[nodiscard]] Result<void> check_understood(std::initializer_list<const event::Members*> read);

// Instead of an answer: where nobody listens there is no JetStream, or it has no leader now.
[[nodiscard]] Error unanswered(const Error& error);

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

// When the stream took a message, by its own word; in nanoseconds since 1970. Every copy of it says the same.
[[nodiscard]] Result<std::int64_t> parse_message_time(std::string_view json);

// How many messages a new consumer will have delivered when it has delivered what there is.
[[nodiscard]] Result<std::uint64_t> parse_pending(std::string_view json);

// Where a message of a consumer comes from, by its reply subject: `$JS.ACK.<stream>.<consumer>.<tries>.<stream seq>.
// <consumer seq>.<time>.<pending>`, and from some servers with a domain and an account before the stream, and a token
// behind.
struct Delivered {
    std::uint64_t stream_seq = 0;
    std::uint64_t consumer_seq = 0;
    std::int64_t time = 0;      // nanoseconds
    std::uint64_t pending = 0;  // behind it
};
[[nodiscard]] std::optional<Delivered> parse_delivered(std::string_view reply) noexcept;

}  // namespace logbeam::edge
