#pragma once

#include "cli/bench/load_connection.hpp"
#include "cli/bench/load_flow.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace logbeam::cli {

[[nodiscard]] std::uint64_t monotonic_nanoseconds() noexcept;

// Decides when one publisher sends what: at its rate, within the window, a burst at a time. Confined to its loop.
class LoadPublisher final {
public:
    LoadPublisher(const BenchOptions& options, LoadFlow& flow, LoadConnection& connection);

    // Appends what is due to the connection's output; the caller flushes.
    void publish();

    // Until when there is nothing to do, whatever comes.
    [[nodiscard]] std::chrono::nanoseconds until_due() const noexcept;
    [[nodiscard]] LoadConnection& connection() const noexcept { return *connection_; }

private:
    [[nodiscard]] bool may_send();
    void append_message(std::uint64_t now);

    const BenchOptions* options_;
    LoadFlow* flow_;
    LoadConnection* connection_;
    std::unique_ptr<MessageWriter> writer_;
    const std::uint64_t share_;  // of all events; 0: no end
    const double interval_;      // nanoseconds between two messages; 0: none
    std::uint64_t started_ = 0;
    std::uint64_t messages_ = 0;
    std::uint64_t allowance_ = 0;  // events that may be sent before the flow is asked again
    std::size_t topic_ = 0;
    std::vector<std::uint64_t> sequences_;  // by topic
    std::vector<Marker> markers_;
};

}  // namespace logbeam::cli
