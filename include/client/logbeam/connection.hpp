#pragma once

#include <logbeam/drops.hpp>
#include <logbeam/event.hpp>
#include <logbeam/nats_options.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam {

namespace channel {
class Core;
}

// What gives way when the spool is full.
enum class OverflowPolicy : std::uint8_t {
    drop_newest,  // what comes now
    drop_oldest,  // the oldest that was not sent
    block,        // a call waits, at most `block_limit`; after one time-out calls drop until there is room
};

// Whether the other end may change the levels of the program's loggers, for a while (`logbeam level`).
enum class RemoteLevel : std::uint8_t { refuse, allow };

enum class ConnectionState : std::uint8_t { connecting, connected, away, closed };

[[nodiscard]] std::string_view to_string(ConnectionState state) noexcept;

// Events that a subscription will not bring: it was too slow, or away for longer than the history is kept, or NATS has
// lost them.
struct Gap {
    std::string topics;      // the subscription's pattern
    std::uint64_t from = 0;  // first and last seq
    std::uint64_t to = 0;
    std::uint64_t count = 0;
    std::string reason;
};

struct ConnectionOptions {
    std::string source;  // empty: the program's name
    std::string token;
    std::string tls_ca_file;  // PEM; whom wss:// and NATS trust instead of the system's CAs
    NatsOptions nats;         // of nats:// only
    Fields metadata;          // joins host and pid on every event

    std::size_t queue_bytes = 256 * 1024;      // for each thread that publishes
    std::size_t queue_total_bytes = 32 << 20;  // for all of them; threads beyond share one lane
    std::size_t spool_bytes = 64 << 20;        // encoded events waiting for acknowledgement
    std::string spool_file;                    // keeps the spool over a crash; empty: memory only
    std::size_t max_message = 64 * 1024;       // a longer log message is cut, marked and counted
    std::size_t max_event = 1 << 20;           // a longer encoded event is dropped as too_large
    std::size_t max_received = 65'536;         // events waiting for handlers; more are dropped and counted
    OverflowPolicy overflow = OverflowPolicy::drop_newest;
    std::chrono::milliseconds block_limit{10};
    RemoteLevel remote_level = RemoteLevel::refuse;
    std::chrono::milliseconds remote_level_limit{86'400'000};  // how long a level may stand that the other end has set
    std::chrono::milliseconds ack_timeout{10'000};             // without an acknowledgement due: connect anew
    std::chrono::milliseconds close_timeout{2000};             // what destruction may wait while connected
    std::chrono::milliseconds close_timeout_away{250};         // and while the other end is away

    // Values of these keys are masked in the field, in the message it came from and in the template.
    std::vector<std::string> redact = {"password", "token", "authorization", "secret"};

    // Runs on the worker for each event; false drops it, counted as `filtered`.
    std::function<bool(Event&)> before_send;

    std::function<void(const Error&)> on_error;  // empty: one line per second on stderr
    std::function<void(ConnectionState)> on_state;
    std::function<void(const Gap&)> on_gap;
};

// Where every event is: made = below_level + dropped + queued + spooled + acknowledged, at any moment.
struct ConnectionStats {
    std::uint64_t made = 0;
    std::uint64_t below_level = 0;
    std::uint64_t queued = 0;
    std::uint64_t spooled = 0;
    std::uint64_t sent = 0;  // handed to the transport at least once
    std::uint64_t acknowledged = 0;
    std::uint64_t at_most_once = 0;  // of acknowledged: passed on by a NATS server that keeps nothing
    std::uint64_t dropped = 0;
    std::array<PerLevel, drop_reason_count> dropped_by{};  // [reason][level]; typed events count as info

    std::uint64_t recovered = 0;  // events of an earlier run found in the spool file; in no other figure
    std::uint64_t cut_messages = 0;
    std::uint64_t replaced_bytes = 0;  // invalid UTF-8
    std::uint64_t received = 0;
    std::uint64_t received_dropped = 0;  // the handlers were too slow
    std::uint64_t reconnects = 0;
    std::uint64_t gaps = 0;    // that subscriptions were told of,
    std::uint64_t missed = 0;  // and how many events in them
    std::size_t queued_bytes_high_water = 0;
    std::size_t spooled_bytes = 0;
    std::size_t spooled_bytes_high_water = 0;

    [[nodiscard]] std::uint64_t dropped_for(DropReason reason) const noexcept;
};

// Owns queue, worker, spool and transport; channels and sinks are views of it, and keep its core alive, so
// that publishing after its end is safe (counted as dropped). Thread-safe, except for destruction.
// A malformed URL throws Failure; a broker that cannot be reached never does. `LOGBEAM=off` makes it inert.
class Connection {
public:
    explicit Connection(std::string_view url, ConnectionOptions options = {});
    explicit Connection(std::shared_ptr<channel::Core> core);  // for logbeam's own parts
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // From LOGBEAM_URL, LOGBEAM_SOURCE and LOGBEAM_TOKEN; what is set there wins over `options`.
    [[nodiscard]] static Connection from_environment(ConnectionOptions options = {});

    // Waits until what was published before the call is acknowledged (or dropped); false on time-out.
    bool flush(std::chrono::milliseconds timeout);

    // Flushes within the limits of the options and stops. What is published later is dropped and counted.
    void close();

    [[nodiscard]] ConnectionState state() const;
    [[nodiscard]] ConnectionStats stats() const;
    [[nodiscard]] std::string publisher_id() const;

    [[nodiscard]] const std::shared_ptr<channel::Core>& core() const noexcept { return core_; }

private:
    std::shared_ptr<channel::Core> core_;
};

// Opt-in: on SIGSEGV, SIGBUS, SIGILL, SIGFPE and SIGABRT gives the workers up to `limit` to bring what is
// queued into the spool, then lets the signal take its course. Replaces no handler but the default one.
void install_crash_flush(std::chrono::milliseconds limit = std::chrono::milliseconds{200});

}  // namespace logbeam
