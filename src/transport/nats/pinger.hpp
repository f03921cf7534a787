#pragma once

#include "base/guarded.hpp"
#include "transport/nats/session.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace logbeam::transport {

// Asks the server for a sign of life on a thread of its own, for nats.c waits for the answer; the worker has to go on
// reading meanwhile. The thread ends with the connection, or once nobody wants to know. Confined.
class Pinger final {
public:
    // Throws Failure when the system has no thread to give.
    Pinger(std::shared_ptr<NatsSession> session, std::shared_ptr<NatsSignals> signals);
    ~Pinger();
    Pinger(const Pinger&) = delete;
    Pinger& operator=(const Pinger&) = delete;

    // A ping that goes behind all that was published before. One at a time: not while it `is_busy`.
    void ask(std::uint64_t mark);
    [[nodiscard]] bool is_busy() const noexcept { return is_busy_; }

    // The mark of the ping that was answered, or nothing when it was not; told by the signals.
    struct Answer {
        std::optional<std::uint64_t> mark;
    };
    [[nodiscard]] std::optional<Answer> take();

    static constexpr std::chrono::milliseconds limit{30'000};  // behind a backlog an answer takes its time

private:
    struct State {
        std::optional<std::uint64_t> asked;
        std::optional<Answer> answer;
        bool is_over = false;
    };
    struct Shared {
        std::shared_ptr<NatsSession> session;
        std::shared_ptr<NatsSignals> signals;
        Guarded<State> state;
        std::condition_variable changed;

        Shared(std::shared_ptr<NatsSession> asked, std::shared_ptr<NatsSignals> told)
            : session{std::move(asked)}, signals{std::move(told)} {}
    };

    static void run(Shared& shared);

    std::shared_ptr<Shared> shared_;
    bool is_busy_ = false;
};

}  // namespace logbeam::transport
