#pragma once

#include <logbeam/result.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::cli {

enum class BenchDialect : std::uint8_t { native, realtime, sse, nats };

// What `logbeam bench` was asked to do. A value.
struct BenchOptions {
    std::string url = "ws://127.0.0.1:3030";
    // Brokers of the same cluster: subscribers go round the first and all of these, publishers are at one of their own, or
    // at the first.
    std::vector<std::string> more_urls;
    std::string publish_at;
    BenchDialect dialect = BenchDialect::native;
    std::string token;

    std::size_t publishers = 1;
    std::size_t subscribers = 1;
    std::size_t topics = 1;    // events go round them, subscriber n takes one of them
    std::size_t patterns = 1;  // ways in which subscribers name a topic
    std::size_t filters = 0;   // different queries that subscribers ask with, each of three terms that match; 0: none
    std::uint64_t rate = 0;    // events per second of all publishers; 0: as fast as subscribers take them
    std::uint64_t window = 1024;
    std::size_t payload = 250;
    std::size_t batch = 1;
    bool acknowledged = false;  // nats: JetStream answers each message, as logbeam's broker does anyway
    std::uint64_t events = 0;   // 0: for the duration
    std::chrono::milliseconds duration{5000};
    std::size_t idle = 0;  // instead of publishing: open as many connections and say what each weighs
    std::size_t threads = 1;
    std::vector<int> pids;  // of the servers; empty: not measured
    bool json = false;
};

// Refuses what cannot be meant, in one line.
[[nodiscard]] Result<void> check(const BenchOptions& options);

inline constexpr std::size_t max_publishers = 256;
inline constexpr std::size_t max_topics = 65'536;
inline constexpr std::size_t max_patterns = 32;

}  // namespace logbeam::cli
