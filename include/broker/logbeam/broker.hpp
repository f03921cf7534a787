#pragma once

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>
#include <logbeam/topic.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam {

// What `logbeam serve` can be told, in C++.
struct BrokerOptions {
    std::string listen = "127.0.0.1:3030";  // port 0: any that is free
    std::string token_file;                 // empty: who is on this machine owns the broker
    std::string tls_cert;                   // PEM, both or neither
    std::string tls_key;
    std::vector<std::string> allow_origin;
    std::string public_url;
    std::string dashboard_dir;  // instead of the built-in page
    bool insecure = false;
    std::uint64_t history_events = 100'000;  // in memory
    std::uint64_t history_bytes = 64 << 20;
    std::string data_dir;  // where events are kept instead, over restarts too; empty: nowhere
    std::chrono::hours keep{7 * 24};
    std::uint64_t keep_bytes = std::uint64_t{2} << 30;
    std::string rules;  // for alerts: a directory of YAML files, or one (docs/alerts.md); empty: none
    std::function<void(const std::string& line)> on_log;  // on any thread; empty: stderr
};

enum class BrokerEvent : std::uint8_t { client_connected, client_disconnected, message_received };

// Since the start. Each event that reached the broker is in one of the first three.
struct BrokerStats {
    std::uint64_t accepted = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t refused = 0;
    std::uint64_t deliveries = 0;
    std::uint64_t skipped = 0;
    std::uint64_t clients = 0;  // now
    std::uint64_t history_events = 0;
    std::uint64_t last_seq = 0;
};

// The broker with its page, inside this program: it listens, routes and remembers on a thread of its own. Thread-safe,
// except for start, stop and destruction, which one thread does. Handlers run on the broker's thread, one at a time:
// they may publish and ask, but not start or stop it; one that throws is logged. Where it does not run, what is asked of
// it is refused as going_away.
class Broker {
public:
    explicit Broker(BrokerOptions options = {});
    ~Broker();  // stops
    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;

    // Throws Failure: the address is taken, a file does not read. Does nothing where it runs already.
    void start();

    // Takes no more connections, sends what waits and says goodbye: within 5 s. It may be started again, with what its
    // data directory holds, if it has one.
    void stop();

    [[nodiscard]] std::string url() const;  // as `http://127.0.0.1:3030/`; empty where it does not run
    [[nodiscard]] std::uint16_t port() const;

    // The URL with a token that lets one browser in, once; without one where no tokens are configured.
    [[nodiscard]] std::string url_with_token();

    // To everyone who hears the topic, and into the history.
    Result<void> broadcast(const TopicName& topic, std::string_view type, const Value& data);

    // To every connection of one client, or of one user (a token's name); how many there were.
    Result<std::size_t> send_to(std::string_view client_or_user, const TopicName& topic, std::string_view type,
                                const Value& data);

    // For as long as the broker lives. `handler` is given the message that a client published (what `broadcast` sends
    // is none), or the event that says who came or went: clientId, dialect, source, address and user in `data`.
    void on(BrokerEvent what, std::function<void(const Event&)> handler);

    // One rule for alerts, in YAML as docs/alerts.md has them: a mapping. For as long as the broker lives, beside those of
    // `BrokerOptions::rules`. `handler` is given each event on `$alerts.<name>`: what becomes of its alerts. Refused is what
    // no file may hold, a name that is taken, and a rule about one that there is not (where the broker does not run: by
    // `start`, which throws).
    Result<void> add_rule(const std::string& yaml, std::function<void(const Event&)> handler = {});

    [[nodiscard]] BrokerStats stats() const;  // after stop, the last ones

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace logbeam
