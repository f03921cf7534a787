#pragma once

#include "base/guarded.hpp"
#include "cli/target.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/log_record.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What the commands that publish have in common.
namespace logbeam::cli {

// A connection that tells people of its errors, and remembers one that trying again does not cure. Thread-safe.
class Publishing final {
public:
    // `options` has everything but what the target says.
    Publishing(const Target& target, std::string_view default_source, ConnectionOptions options);
    Publishing(const Publishing&) = delete;
    Publishing& operator=(const Publishing&) = delete;

    [[nodiscard]] Connection& connection() noexcept { return connection_; }

    // Nothing more is said: the command has told how it ended.
    void mute() noexcept { is_muted_.store(true, std::memory_order_relaxed); }

    // Waits until the broker holds everything; false: not in time, or it never will.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);

    [[nodiscard]] std::optional<Error> refusal() const { return *refusal_.lock(); }

private:
    ConnectionOptions completed(const Target& target, std::string_view default_source, ConnectionOptions options);

    std::atomic<bool> is_muted_{false};
    Guarded<std::optional<Error>> refusal_;
    Connection connection_;
};

// Publishes a line of a program's output as the log call that it was.
void submit_line(LogSource& source, std::string_view text, std::string_view default_logger);

}  // namespace logbeam::cli
