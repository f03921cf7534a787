#pragma once

#include "base/guarded.hpp"
#include "channel/level_book.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/logger_registry.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace logbeam::channel {

// Sets levels of the host's loggers for the other end, and has them return.
//
// Loggers are touched on short threads that nobody waits for, one at a time: a logging library holds its locks while a
// logger ends, and with a logger a connection may end, which waits for its worker. No fork happens while such a thread is
// at work. Thread-safe.
class RemoteLevels final {
public:
    struct Setup {
        RemoteLevel permission = RemoteLevel::refuse;
        std::chrono::milliseconds limit{0};
        std::function<void()> on_done;  // something may be there to `take`; never called after the end
    };

    explicit RemoteLevels(Setup setup);
    ~RemoteLevels();
    RemoteLevels(const RemoteLevels&) = delete;
    RemoteLevels& operator=(const RemoteLevels&) = delete;

    // Before that, and without permission, nothing happens.
    void offer(std::shared_ptr<LoggerRegistry> registry);

    // A new conversation: what the last one asked for and was not done is forgotten.
    void begin();
    void set(wire::SetLevel wish);

    // Looks for loggers and levels that the host changed.
    void refresh();

    // Lets return what is due.
    void drive(std::chrono::steady_clock::time_point now);
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> deadline() const;

    // What there is now, once.
    [[nodiscard]] std::optional<wire::Loggers> take();

    // Everything returns, a moment later.
    void close();

    // In the child of a fork: what stands in the parent returns here, too.
    void inherit(const RemoteLevels& parents);

private:
    struct State {
        std::shared_ptr<LoggerRegistry> registry;
        std::function<void()> on_done;
        std::uint64_t conversation = 0;  // counts them
        std::vector<wire::SetLevel> wishes;
        std::uint64_t answered = 0;  // of the wishes of this conversation
        std::optional<wire::Loggers> found;
        std::optional<std::chrono::steady_clock::time_point> next_due;
        bool is_closing = false;
        bool is_working = false;  // then `book` belongs to the thread
        bool has_more = false;
    };
    struct Shared {
        explicit Shared(std::chrono::milliseconds limit) : book{limit} {}

        Guarded<State> state;
        LevelBook book;
    };

    void work();
    static void run(Shared& shared);
    static HostLoggers look(LevelBook& book, const State& task);

    const RemoteLevel permission_;
    const std::shared_ptr<Shared> shared_;  // with the thread
};

}  // namespace logbeam::channel
