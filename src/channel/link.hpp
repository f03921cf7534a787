#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "channel/dispatcher.hpp"
#include "channel/remote_levels.hpp"
#include "channel/reporter.hpp"
#include "channel/spool.hpp"
#include "transport/backoff.hpp"
#include "transport/transport.hpp"

#include <logbeam/connection.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::channel {

// What the connection's users want to hear, as wire subscriptions: one per pattern, however many handlers.
// Thread-safe.
class Subscriptions final {
public:
    using Table = std::map<std::string, std::uint64_t>;  // pattern to subscription id

    void want(const std::string& topics);
    void release(const std::string& topics);

    [[nodiscard]] std::uint64_t version() const noexcept { return version_.load(std::memory_order_acquire); }
    [[nodiscard]] Table table() const;

private:
    struct Wish {
        std::uint64_t id = 0;
        std::size_t users = 0;
    };
    struct State {
        std::map<std::string, Wish> wishes;
        std::uint64_t last_id = 0;
    };

    Guarded<State> state_;
    std::atomic<std::uint64_t> version_{0};
};

// Keeps the transport open and the spool flowing into it: connects, waits longer after each failure, sends,
// prunes what is acknowledged, sends the rest again. Subscriptions continue behind the last event that they brought.
// Confined to the worker; `state` is for any thread.
class Link final : private transport::TransportEvents {
public:
    struct Setup {
        std::string publisher;
        transport::Greeting greeting;
        std::function<void(ConnectionState)> on_state;
        std::function<void(const Gap&)> on_gap;
        std::chrono::milliseconds ack_timeout;
        std::function<wire::Account()> account = [] { return wire::Account{}; };  // for the other end
        RemoteLevels* levels = nullptr;                                           // nullptr: nothing can be set
    };

    Link(Setup setup, std::unique_ptr<transport::Transport> transport, Spool& spool, Subscriptions& subscriptions,
         Dispatcher& dispatcher, Clock& clock, Reporter& reporter);

    // Does what is due. True when something moved.
    bool drive();
    void close();

    [[nodiscard]] ConnectionState state() const noexcept { return state_.load(std::memory_order_acquire); }
    [[nodiscard]] int descriptor() const { return transport_->descriptor(); }

    // When drive is wanted although nothing happens: the next attempt to connect.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> deadline() const;

    // Whether the other end may speak at any moment without the descriptor telling so.
    [[nodiscard]] bool needs_polling() const;

    [[nodiscard]] std::uint64_t acknowledged() const noexcept { return acknowledged_; }
    [[nodiscard]] std::uint64_t at_most_once() const noexcept { return at_most_once_; }
    [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }
    [[nodiscard]] std::uint64_t reconnects() const noexcept { return reconnects_; }
    [[nodiscard]] std::uint64_t gaps() const noexcept { return gaps_; }
    [[nodiscard]] std::uint64_t missed() const noexcept { return missed_; }

    // In the child of a fork, of the parent's link.
    void release_after_fork() const noexcept { transport_->release_after_fork(); }

private:
    void on_open(const transport::Opened& opened) override;
    void on_acknowledged(const transport::Held& held) override;
    void on_subscribed(std::uint64_t subscription, std::uint64_t seq) override;
    void on_event(std::uint64_t subscription, Event event) override;
    void on_gap(std::uint64_t subscription, const wire::Gap& gap) override;
    void on_failed(const wire::Failed& failed) override;
    void on_set_level(const wire::SetLevel& wish) override;
    void on_closed(const Error& reason) override;

    void connect();
    void lose(const Error& reason);
    void give_up_silent_peer();
    void tell_account();
    void drive_levels();
    void refresh_levels();
    void enter(ConnectionState state);
    bool send_spooled();
    void sync_subscriptions();
    void subscribe(const std::string& topics, std::uint64_t id);
    [[nodiscard]] const std::string* topics_of(std::uint64_t subscription) const;
    void note_position(std::uint64_t subscription, std::uint64_t seq);

    // Runs a hook of the host's.
    template <class Hook, class... Args>
    void call(const char* name, const Hook& hook, const Args&... args);

    const Setup setup_;
    const std::unique_ptr<transport::Transport> transport_;
    Spool& spool_;
    Subscriptions& subscriptions_;
    Dispatcher& dispatcher_;
    Clock& clock_;
    Reporter& reporter_;
    transport::Backoff backoff_;

    std::atomic<ConnectionState> state_{ConnectionState::connecting};
    std::optional<std::chrono::steady_clock::time_point> retry_at_;
    std::optional<std::chrono::steady_clock::time_point> ack_due_;      // while something sent is not acknowledged
    std::optional<std::chrono::steady_clock::time_point> account_due_;  // while there may be news
    std::chrono::steady_clock::time_point account_told_;
    wire::Account account_;                 // as told last
    std::optional<wire::Loggers> loggers_;  // the same
    std::chrono::steady_clock::time_point levels_refreshed_;
    bool was_connected_ = false;
    bool moved_ = false;
    std::uint64_t synced_version_ = 0;
    Subscriptions::Table subscribed_;
    std::string epoch_;                                 // of the last greeting
    std::map<std::uint64_t, wire::FromSeq> positions_;  // how far each subscription came, over reconnects
    std::uint64_t highest_sent_ = 0;
    std::uint64_t acknowledged_ = 0;
    std::uint64_t at_most_once_ = 0;
    std::uint64_t sent_ = 0;
    std::uint64_t reconnects_ = 0;
    std::uint64_t gaps_ = 0;
    std::uint64_t missed_ = 0;
};

}  // namespace logbeam::channel
