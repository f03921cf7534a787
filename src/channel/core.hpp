#pragma once

#include "channel/append_only.hpp"
#include "channel/engine.hpp"
#include "channel/fork.hpp"
#include "channel/record.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/log_record.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace logbeam::channel {

// What a connection is made of, and what its views share. The producers' half runs on any thread and touches only
// the calling thread's lane and the wake-up; the rest belongs to the worker. Thread-safe, except for
// destruction, which closes.
class Core final {
public:
    // Inert without a transport: every call returns at once and counts nothing.
    Core(ConnectionOptions options, TransportFactory make_transport);
    ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    [[nodiscard]] static std::shared_ptr<Core> make(ConnectionOptions options, TransportFactory make_transport);

    void submit(const LogProfile& profile, const LogRecord& record) noexcept;
    [[nodiscard]] Slot begin(const ChannelTopic& topic, const PayloadType& type) noexcept;
    bool finish(const Slot& slot) noexcept;  // false: dropped after all
    void wake() noexcept;

    // The program's loggers, for RemoteLevel::allow; the first to be offered stay.
    void offer(std::shared_ptr<LoggerRegistry> loggers);

    bool flush(std::chrono::milliseconds timeout);
    void close();

    [[nodiscard]] ConnectionState state();
    [[nodiscard]] ConnectionStats stats();
    [[nodiscard]] std::string publisher();
    [[nodiscard]] const ConnectionOptions& options() const noexcept { return options_; }

    // Both live as long as the core; a topic is made once.
    [[nodiscard]] const LogProfile& add_profile(LogOptions options);
    [[nodiscard]] const ChannelTopic& add_topic(const std::string& name);

    [[nodiscard]] std::uint64_t subscribe(Interest interest, EventHandler handler);
    void unsubscribe(std::uint64_t id) noexcept;
    void want_topics(const std::string& topics);
    void release_topics(const std::string& topics);

    // In a signal handler (install_crash_flush).
    void rescue(std::chrono::milliseconds limit) noexcept;

    // In the child of a fork, before it goes on: lets go of what the kernel shares with the parent.
    void release_after_fork() noexcept;

private:
    enum class Phase : std::uint8_t { inert, open, closed };

    // The engine of this process: after a fork, a new one, unless it was closed before.
    [[nodiscard]] Engine& engine() {
        Engine* current = engine_.load(std::memory_order_acquire);
        return current->generation == fork_generation() || !is_open() ? *current : restart(current);
    }
    Engine& restart(Engine* parents);

    [[nodiscard]] bool is_open() const noexcept { return phase_.load(std::memory_order_relaxed) == Phase::open; }
    // The calling thread's way into the queue.
    struct Way {
        Engine* engine;
        Lane* lane;  // nullptr: the shared one
    };
    [[nodiscard]] Way way() noexcept {
        Engine* current = engine_.load(std::memory_order_acquire);
        Lane* nearest = current->queue.nearest();  // of this process: a fork makes its child forget it
        return nearest != nullptr ? Way{current, nearest} : find_way();
    }
    [[nodiscard]] Way find_way() noexcept;
    [[nodiscard]] RecordHeader* reserve(const Way& way, std::size_t bytes, Level level) noexcept {
        RecordHeader* record = way.lane != nullptr ? way.lane->reserve(bytes) : nullptr;
        return record != nullptr ? record : reserve_otherwise(way, bytes, level);
    }
    [[nodiscard]] RecordHeader* reserve_otherwise(const Way& way, std::size_t bytes, Level level) noexcept;
    [[nodiscard]] RecordHeader* wait_for_room(const Way& way, std::size_t bytes) noexcept;
    [[nodiscard]] bool commit(const Way& way, RecordHeader* record) noexcept;
    [[nodiscard]] bool commit_shared(Engine& engine, RecordHeader* record) noexcept;
    static void count_below_level(const Way& way) noexcept;
    static void count_cut(const Way& way) noexcept;
    static void count_refused(const Way& way, Level level) noexcept;
    void count_closed(Level level) noexcept;

    // What every log call looks at, in one line.
    alignas(64) std::atomic<Engine*> engine_{nullptr};  // owned; that of a parent process is leaked
    std::atomic<Phase> phase_{Phase::inert};
    std::atomic<bool> closing_{false};
    std::atomic<bool> is_offering_{false};
    std::atomic<bool> has_loggers_{false};
    const std::size_t max_message_;

    const ConnectionOptions options_;
    const TransportFactory make_transport_;
    std::array<std::atomic<std::uint64_t>, level_count> closed_{};
    std::shared_ptr<LoggerRegistry> loggers_;  // written once, before has_loggers_
    AppendOnly<LogProfile> profiles_;
    AppendOnly<ChannelTopic> topics_;
};

}  // namespace logbeam::channel
