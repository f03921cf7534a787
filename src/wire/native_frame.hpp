#pragma once

#include <logbeam/event.hpp>
#include <logbeam/logger_registry.hpp>
#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The JSON text frames of the subprotocol `logbeam.v1` (docs/protocol.md), both directions. Each is a value; its
// comment says what a member that is left out means.
namespace logbeam::wire {

inline constexpr std::uint64_t native_version = 1;

// How far a publisher came: at the client what it sent, at the broker what it holds.
struct PublisherPosition {
    std::string id;
    std::uint64_t counter = 0;  // 0: nothing yet
};

// --- client to broker ---

// The first frame of a client.
struct Hello {
    std::uint64_t version = native_version;
    std::vector<PublisherPosition> publishers;  // whose batches may follow
    std::string source;
    std::string token;
};

// Where a subscription begins.
struct FromNow {};
struct FromSeq {
    std::uint64_t seq = 0;  // the last one that the subscriber has
    std::string epoch;
};
struct FromLast {
    std::uint64_t count = 0;
};
struct FromTime {
    Timestamp time{};  // the first event of then or later
};
using Start = std::variant<FromNow, FromSeq, FromLast, FromTime>;

// What becomes of a subscriber that is too slow.
enum class Lag : std::uint8_t { skip, disconnect };

struct Subscribe {
    std::uint64_t id = 0;  // the client's name for it
    std::vector<std::string> topics;
    Start from = FromNow{};
    Lag lag = Lag::disconnect;
    std::uint64_t max_rate = 0;  // events per second; 0: all
    std::string filter;          // a query; empty: all
    std::string name;            // under which the broker keeps the position; empty: it does not
    double speed = 0;            // of what comes from the past, 1 as it was; 0: as fast as it goes
};

// The subscriber has dealt with everything up to here: where its subscription's name continues next time.
struct AcknowledgeEvents {
    std::uint64_t id = 0;
    std::uint64_t seq = 0;
};

struct Unsubscribe {
    std::uint64_t id = 0;
};

struct Publish {
    std::uint64_t ref = 0;  // comes back in Published or Failed; 0: none
    Event event;            // with a topic
};

// To every connection of one client, or of one user: exactly one of the two is named.
struct SendTo {
    std::string client;
    std::string user;
    Event event;
};

struct Ping {
    std::uint64_t ref = 0;
};

// Where all events of the first publisher of Hello are, as it counts them itself:
// made = below_level + queued + spooled + acknowledged + dropped.
struct Account {
    std::uint64_t made = 0;
    std::uint64_t below_level = 0;
    std::uint64_t queued = 0;
    std::uint64_t spooled = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t dropped = 0;

    friend bool operator==(const Account& left, const Account& right) = default;
};

// A level that stands for a while: what it was before, and when it returns.
struct LevelChange {
    LoggerLevel was = LoggerLevel::off;
    Timestamp until{};

    friend bool operator==(const LevelChange& left, const LevelChange& right) = default;
};

struct Logger {
    std::string name;
    LoggerLevel level = LoggerLevel::off;
    std::optional<LevelChange> change;

    friend bool operator==(const Logger& left, const Logger& right) = default;
};

// The loggers of a program that lets their levels be set; said anew when they or their levels change, and after each
// SetLevel. Who does not say it refuses.
struct Loggers {
    std::vector<Logger> loggers;
    std::uint64_t answered = 0;  // how many SetLevel of this connection were dealt with

    friend bool operator==(const Loggers& left, const Loggers& right) = default;
};

using ClientFrame =
    std::variant<Hello, Subscribe, Unsubscribe, Publish, SendTo, Ping, AcknowledgeEvents, Account, Loggers>;

// --- broker to client ---

// What the broker allows this client; 0: not limited.
struct ClientLimits {
    std::uint64_t frame_bytes = 0;
    std::uint64_t batch_bytes = 0;
    std::uint64_t subscriptions = 0;
    std::uint64_t events_per_second = 0;
};

// The answer to Hello.
struct Welcome {
    std::uint64_t version = native_version;
    std::string server;
    std::string epoch;
    ClientLimits limits;
    std::vector<PublisherPosition> publishers;  // those of Hello, with what the broker holds
};

struct Subscribed {
    std::uint64_t id = 0;
    std::uint64_t audience = 0;  // the name that Events and Gap use from now on
    std::uint64_t seq = 0;       // every event behind this one follows; 0: not told
};

// The broker holds everything up to this counter.
struct Acknowledge {
    std::string publisher;
    std::uint64_t counter = 0;
};

// The answer to a Publish with a ref: where its event is.
struct Published {
    std::uint64_t ref = 0;
    std::uint64_t seq = 0;
    std::string id;
};

struct Events {
    std::uint64_t audience = 0;
    std::vector<Event> events;
};

// Events that this subscriber will not get.
struct Gap {
    std::uint64_t audience = 0;
    std::uint64_t from = 0;  // first and last seq
    std::uint64_t to = 0;
    std::uint64_t count = 0;
    std::string reason;
};

// What maxRate left of the last second: how many events there were, and how many of them were sent.
struct Sampled {
    std::uint64_t audience = 0;
    std::uint64_t seen = 0;
    std::uint64_t sent = 0;
};

struct Failed {
    std::optional<std::uint64_t> ref;  // of the frame that failed; nothing: the connection as a whole
    std::uint64_t number = 0;
    std::string name;
    std::string detail;
    bool may_retry = false;
};

struct Pong {
    std::uint64_t ref = 0;
};

// Asks a publisher that told its Loggers to log from this level on, for a while.
struct SetLevel {
    std::optional<std::string> logger;  // without: all; spdlog's default one has no name
    LoggerLevel level = LoggerLevel::info;
    std::chrono::milliseconds duration{0};  // 0: no longer; what it was before comes back
};

using ServerFrame =
    std::variant<Welcome, Subscribed, Acknowledge, Events, Gap, Sampled, Failed, Pong, SetLevel, Published>;

// --- both ---

[[nodiscard]] std::string encode(const ClientFrame& frame);
[[nodiscard]] std::string encode(const ServerFrame& frame);

// encode(Events) for events whose canonical text is at hand.
[[nodiscard]] std::string encode_events(std::uint64_t audience, const std::vector<std::string_view>& canonical);

// Unknown members are ignored; an unknown kind is a malformed_frame.
[[nodiscard]] Result<ClientFrame> decode_client_frame(std::string_view text);
[[nodiscard]] Result<ServerFrame> decode_server_frame(std::string_view text);

[[nodiscard]] Failed failed(std::optional<std::uint64_t> ref, const Error& error);

// What it says, with "the broker says" in front; a number that this version does not know reads as `internal`.
[[nodiscard]] Error error_of(const Failed& failed);

}  // namespace logbeam::wire
