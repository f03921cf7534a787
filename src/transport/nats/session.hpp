#pragma once

#include "transport/nats/handles.hpp"
#include "transport/nats/port.hpp"
#include "transport/websocket/descriptor.hpp"

#include <logbeam/result.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>

namespace logbeam::transport {

// What nats.c and the threads that wait for it tell the worker. Owned by all of them. Thread-safe.
struct NatsSignals {
    NatsSignals();  // throws Failure when the system has no descriptor to give

    void tell() const noexcept;
    void heard() const noexcept;  // it has been seen that something was told

    Descriptor told;
    std::atomic<int> socket{-1};  // nats.c's own
    std::atomic<bool> wants_to_write{false};
    const std::thread::id worker = std::this_thread::get_id();  // who opened the connection
};

// A connection of nats.c without a thread for its socket: it reads and writes when it is told that it can, never waits,
// and keeps what the socket does not take. nats.c reconnects nothing: when the connection is lost it is over.
// Confined, but for `ping`.
class NatsSession final {
public:
    NatsSession(natsConnection* connection, std::shared_ptr<NatsSignals> signals);
    ~NatsSession();
    NatsSession(const NatsSession&) = delete;
    NatsSession& operator=(const NatsSession&) = delete;

    // At once: what the socket has not taken is lost, and nobody waits for an answer any longer.
    void close() noexcept;

    [[nodiscard]] int socket() const noexcept { return signals_->socket.load(std::memory_order_relaxed); }
    [[nodiscard]] bool wants_to_write() const noexcept {
        return signals_->wants_to_write.load(std::memory_order_acquire);
    }
    void read();  // what has come, up to a size at which others have their turn
    void write();
    [[nodiscard]] bool is_full() const noexcept { return is_full_; }  // the socket did not take all at the last write

    [[nodiscard]] std::size_t buffered() const;
    [[nodiscard]] std::size_t max_payload() const;
    [[nodiscard]] std::string server() const;

    // Nothing while the connection stands, else why it does not.
    [[nodiscard]] std::optional<Error> end() const;

    // What the server has refused without hanging up, such as a subject that is not allowed: once for each text.
    [[nodiscard]] std::optional<Error> take_refusal();

    // A message with a header, or without where its name is empty; `reply` may be empty.
    struct Outgoing {
        const std::string& subject;
        std::string_view body;
        std::string reply = {};
        std::string header = {};
        std::string id = {};
    };
    [[nodiscard]] Result<void> publish(const Outgoing& message);

    [[nodiscard]] Result<void> send(const Letter& letter);

    // `queue` may be empty.
    [[nodiscard]] Result<NatsSubscriptionHandle> subscribe(const std::string& subject, const std::string& queue = {});

    // What has come on a subscription: a message, word that nobody answers a request (of which nats.c does not say which
    // one it was), or nothing.
    struct Received {
        NatsMessage message;
        bool is_unanswerable = false;

        [[nodiscard]] explicit operator bool() const noexcept { return message != nullptr || is_unanswerable; }
    };
    [[nodiscard]] static Received next(natsSubscription& subscription);

    // Waits for the answer to a ping that goes behind everything published before. Of any thread but the worker.
    [[nodiscard]] natsStatus ping(std::chrono::milliseconds limit);

private:
    natsConnection* const connection_;
    const std::shared_ptr<NatsSignals> signals_;
    std::set<std::string> refusals_;
    bool is_full_ = false;
};

[[nodiscard]] std::string make_inbox();

}  // namespace logbeam::transport
