#pragma once

#include "wire/native_frame.hpp"

#include <logbeam/logger_registry.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::channel {

using HostLoggers = std::vector<std::shared_ptr<HostLogger>>;

// One moment on both clocks.
struct Moment {
    std::chrono::steady_clock::time_point steady;
    Timestamp wall;
};

// Which levels were set for a while, and what they were before. Each returns to that when its time is over, unless the
// host has set it otherwise in the meantime. Unsynchronised.
class LevelBook final {
public:
    // Nothing stands for longer than `limit`.
    explicit LevelBook(std::chrono::milliseconds limit) : limit_{limit} {}

    void set(const HostLoggers& loggers, const wire::SetLevel& wish, const Moment& now);
    void revert_due(std::chrono::steady_clock::time_point now);
    void revert_all();

    // When the next one returns.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_due() const;

    // As many of them, and names as long, as a broker takes.
    [[nodiscard]] std::vector<wire::Logger> describe(const HostLoggers& loggers) const;
    static constexpr std::size_t most_described = 1000;
    static constexpr std::size_t longest_name = 1024;

private:
    struct Change {
        std::shared_ptr<HostLogger> logger;
        LoggerLevel was;
        LoggerLevel is;
        std::chrono::steady_clock::time_point due;
        Timestamp until;  // the same for people, in whole seconds
    };

    void set(const std::shared_ptr<HostLogger>& logger, const wire::SetLevel& wish, const Moment& now);
    static void revert(const Change& change);

    std::chrono::milliseconds limit_;
    std::map<std::string, Change> changes_;  // by the logger's name
};

}  // namespace logbeam::channel
