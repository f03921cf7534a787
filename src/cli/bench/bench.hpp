#pragma once

#include "cli/bench/bench_options.hpp"
#include "cli/bench/histogram.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace logbeam::cli {

// What a run found. A value.
struct BenchReport {
    // Over the steady window, which leaves the beginning out.
    double seconds = 0;
    std::uint64_t deliveries = 0;
    std::optional<double> cpu_seconds;  // the server's, when its pid is known
    Histogram latencies;

    // Over the whole run.
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::uint64_t lost = 0;
    std::uint64_t strange = 0;
    std::uint64_t gone = 0;  // subscribers that the server sent away
    std::optional<std::uint64_t> resident_bytes;

    // Of a run with --idle.
    std::uint64_t idle_connections = 0;
    std::optional<double> bytes_per_connection;
};

// Is told how far the run is, in a few words, about twice a second.
using BenchProgress = std::function<void(const std::string&)>;

// Runs the load against the server; blocks. A server that cannot be reached, or that refuses, is an error.
[[nodiscard]] Result<BenchReport> run_bench(const BenchOptions& options, const BenchProgress& progress);

[[nodiscard]] std::string to_table(const BenchReport& report);
[[nodiscard]] std::string to_json(const BenchReport& report);

}  // namespace logbeam::cli
