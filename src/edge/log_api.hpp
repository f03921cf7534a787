#pragma once

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What is asked of JetStream and what it answers, as JSON. Pure.
namespace logbeam::edge {

// A stream that several brokers read: their log.
struct LogOptions {
    std::string name = "LOGBEAM";
    std::vector<std::string> subjects;
    unsigned replicas = 0;  // 0: three where the cluster has them, else one
    std::chrono::nanoseconds keep{std::chrono::hours{7 * 24}};
    std::uint64_t keep_bytes = std::uint64_t{2} << 30;
};

struct LogState {
    std::string name;
    std::string epoch;  // of its seqs: of this stream, and of no other that is ever made under the name
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

[[nodiscard]] std::string create_stream_request(const LogOptions& options, unsigned replicas);

// Of the answer to STREAM.INFO and STREAM.CREATE. not_found: there is none of that name.
[[nodiscard]] Result<LogState> parse_stream(std::string_view json);

// Of the answer to STREAM.NAMES: the first stream; empty: none. not_found: this account has no JetStream.
[[nodiscard]] Result<std::string> parse_stream_names(std::string_view json);

// Whether a refusal says that there are not as many servers.
[[nodiscard]] bool wants_fewer_replicas(const Error& error) noexcept;

// A consumer that brings all from a message on, in order, and is gone with who reads it.
[[nodiscard]] std::string create_consumer_request(const std::string& stream, const std::string& deliver_to,
                                                  std::uint64_t from);
[[nodiscard]] Result<std::string> parse_consumer(std::string_view json);  // its name

// How often a consumer says that it lives.
inline constexpr std::chrono::seconds heartbeat{2};

}  // namespace logbeam::edge
