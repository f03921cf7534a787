#pragma once

#include "alert/plan.hpp"
#include "notify/config.hpp"
#include "store/block/block_options.hpp"

#include <logbeam/nats_options.hpp>
#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::server {

struct ListenAddress {
    std::string host = "127.0.0.1";  // an address or a name; IPv6 without brackets
    std::uint16_t port = 3030;       // 0: any that is free
};

// Bounds on what clients may use. 0 where it says so means none.
struct BrokerLimits {
    std::uint64_t connections = 16'384;
    std::uint64_t connections_per_token = 0;           // 0: none
    std::uint64_t subscriptions = 100;                 // of one client
    std::uint64_t events_per_second = 0;               // of one client; 0: none
    std::uint64_t bytes_per_second = 0;                // the same
    std::uint64_t message_bytes = 8 << 20;             // of one WebSocket message
    std::uint64_t event_bytes = 1 << 20;               // of one event's data
    std::uint64_t header_bytes = 16 << 10;             // of an HTTP request
    std::uint64_t body_bytes = 8 << 20;                // the same
    std::chrono::milliseconds header_timeout{10'000};  // until a request is there as a whole
    std::chrono::milliseconds idle_timeout{60'000};    // of a connection that says nothing
    std::uint64_t lag_bytes = 4 << 20;                 // how far a reader may be behind
    std::uint64_t outbox_bytes = 256 << 20;            // what waits for all readers together
    std::uint64_t audiences = 1000;
    std::uint64_t queries = 16;                    // of the past, under way at once
    std::chrono::milliseconds query_time{30'000};  // of work for one of them

    friend bool operator==(const BrokerLimits& left, const BrokerLimits& right) = default;
};

// Events that are kept longer than the rest.
struct RetainConfig {
    std::string query;
    std::chrono::milliseconds keep{};

    friend bool operator==(const RetainConfig& left, const RetainConfig& right) = default;
};

// What is kept on disk; whatever is reached first ends it.
struct StoreConfig {
    std::string data_dir;  // empty: in memory, and gone with the broker
    std::chrono::milliseconds keep{std::chrono::hours{7 * 24}};
    std::uint64_t keep_bytes = std::uint64_t{2} << 30;
    std::uint64_t min_free = std::uint64_t{1} << 30;  // of the disk
    std::vector<RetainConfig> retain{{"level>=warning", std::chrono::hours{90 * 24}}};
    std::vector<std::string> exclude;  // queries: delivered, but not kept
    store::SyncPolicy sync = store::SyncPolicy::group;
    std::chrono::milliseconds sync_every{50};

    friend bool operator==(const StoreConfig& left, const StoreConfig& right) = default;
};

// The cluster that the broker is an edge of.
struct NatsConfig {
    std::string url;  // empty: it is alone
    std::string tls_ca_file;
    NatsOptions options;
    std::string stream_name = "LOGBEAM";  // where none takes the subjects yet, one is made,
    std::uint64_t replicas = 0;           // with so many copies; 0: three where there are as many servers, else one
    std::chrono::milliseconds keep{std::chrono::hours{7 * 24}};
    std::uint64_t keep_bytes = std::uint64_t{2} << 30;
    std::chrono::milliseconds connect_timeout{10'000};  // when it starts
};

// Everything that `logbeam serve` and Broker can be told. A value; needs no file.
struct BrokerConfig {
    ListenAddress listen;
    std::string token_file;  // empty: none
    std::string tls_cert;    // both or neither
    std::string tls_key;
    std::vector<std::string> allow_origin;
    std::string public_url;                 // under which a proxy offers the broker
    std::string dashboard_dir;              // instead of the built-in page
    std::string rules;                      // for alerts: a directory or a file; empty: none
    std::vector<std::string> single_rules;  // beside them: texts, each a mapping
    std::vector<notify::NotifierConfig> notifiers;
    alert::Plan people;     // who hears of which alerts
    bool insecure = false;  // lets anyone in who reaches the address, to publish and subscribe
    std::uint64_t history_events = 100'000;
    std::uint64_t history_bytes = 64 << 20;
    StoreConfig store;
    NatsConfig nats;
    BrokerLimits limits;
};

// `127.0.0.1:3030`, `[::1]:3030`, `localhost:3030`, or one half of it: `0.0.0.0`, `:3030`, `3030`.
[[nodiscard]] Result<ListenAddress> parse_listen(std::string_view text);
[[nodiscard]] std::string to_string(const ListenAddress& address);

// As a browser on this machine wants it: `http://127.0.0.1:3030/`.
[[nodiscard]] std::string page_address(const BrokerConfig& config, std::uint16_t port);

// logbeam.yaml over the defaults (docs/broker_configuration.md). Errors name file and line. Not checked yet: flags may
// still change it.
[[nodiscard]] Result<BrokerConfig> read_config(const std::string& path);

// Whether the parts go together, and nobody gets in by accident.
[[nodiscard]] Result<void> check_config(const BrokerConfig& config);

}  // namespace logbeam::server
