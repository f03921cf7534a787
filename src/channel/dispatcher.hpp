#pragma once

#include "channel/reporter.hpp"

#include <logbeam/event.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/topic.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {

// A wish to hear events: those that the wire subscription `topics` brings, of `type` ("*": any).
struct Interest {
    std::string topics;  // empty: of every subscription
    std::string type;
    Echo echo = Echo::off;
};

// Runs handlers, one at a time, on a thread of its own that starts with the first handler. Thread-safe.
// A handler that throws is reported, the others still run. What does not fit into the inbox is dropped and
// counted.
class Dispatcher final {
public:
    Dispatcher(std::size_t capacity, Reporter& reporter);
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    std::uint64_t add(Interest interest, EventHandler handler);

    // Returns the interest that ended. Waits for the handler's running call, unless it is the caller.
    std::optional<Interest> remove(std::uint64_t id) noexcept;

    // An event that the subscription to `topics` brought.
    void deliver(std::string topics, Event event, bool is_own);

    // Ends the thread after the running handler; what waits is not handled any more.
    void stop() noexcept;

    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t received() const noexcept { return received_.load(std::memory_order_relaxed); }

private:
    struct Handler {
        std::uint64_t id;
        Interest interest;
        EventHandler call;
    };
    struct Arrival {
        std::string topics;
        Event event;
        bool is_own;
    };

    void run();
    [[nodiscard]] bool is_own_thread() const noexcept { return thread_id_ == std::this_thread::get_id(); }
    void handle(const Arrival& arrival);
    void call(const std::shared_ptr<Handler>& handler, const Event& event);
    [[nodiscard]] std::vector<std::shared_ptr<Handler>> handlers_for(const Arrival& arrival);

    const std::size_t capacity_;
    Reporter& reporter_;
    std::atomic<std::uint64_t> dropped_{0};
    std::atomic<std::uint64_t> received_{0};

    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::deque<Arrival> inbox_;
    std::vector<std::shared_ptr<Handler>> handlers_;  // shared with the running call, which may outlive the entry
    std::uint64_t last_id_ = 0;
    std::uint64_t running_ = 0;  // the handler that is being called, or 0
    bool stopping_ = false;
    std::thread thread_;
    std::thread::id thread_id_;  // stays while the thread is being joined
};

}  // namespace logbeam::channel
