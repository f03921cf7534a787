#pragma once

#include "cli/bench/bench_options.hpp"
#include "cli/bench/marker.hpp"
#include "transport/url.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::cli {

// One connection's place in the load.
struct Seat {
    bool publishes = false;
    std::size_t index = 0;    // among publishers, or among subscribers
    std::size_t topic = 0;    // a subscriber's
    std::size_t pattern = 0;  // and how it names it
};

// Writes what one publisher sends. Unsynchronised.
class MessageWriter {
public:
    virtual ~MessageWriter() = default;

    // Appends the frame of one message that holds an event for each marker.
    virtual void append(std::string& out, const std::vector<Marker>& markers) = 0;
};

// What the generator says in one peer's protocol. Immutable: any thread.
class LoadDialect {
public:
    virtual ~LoadDialect() = default;

    // The HTTP request that opens the connection.
    [[nodiscard]] virtual std::string request(const Seat& seat) const = 0;

    // Whether WebSocket frames follow the response; else the body does.
    [[nodiscard]] virtual bool is_framed() const { return true; }

    // What is said next, as whole frames.
    [[nodiscard]] virtual std::string greeting(const Seat& seat) const = 0;

    // Whether the peer has taken the seat, by all that it said since the response.
    [[nodiscard]] virtual bool is_seated(const Seat& seat, std::string_view said) const = 0;

    // Whether this is a complaint of the peer, which ends the run.
    [[nodiscard]] virtual bool is_complaint(std::string_view said) const = 0;

    // Said from time to time, so that a quiet connection is not taken for a dead one; may be empty.
    [[nodiscard]] virtual std::string keep_alive() const { return {}; }

    // A publisher's: how many bytes behind a marker its events fill up.
    [[nodiscard]] virtual std::size_t padding() const = 0;

    [[nodiscard]] virtual std::unique_ptr<MessageWriter> writer(const Seat& seat) const = 0;
};

[[nodiscard]] std::unique_ptr<LoadDialect> make_load_dialect(const BenchOptions& options, const transport::Url& url);

// One file each.
[[nodiscard]] std::unique_ptr<LoadDialect> make_native_load(const BenchOptions& options, const transport::Url& url);
[[nodiscard]] std::unique_ptr<LoadDialect> make_realtime_load(const BenchOptions& options, const transport::Url& url);
[[nodiscard]] std::unique_ptr<LoadDialect> make_sse_load(const BenchOptions& options, const transport::Url& url);
[[nodiscard]] std::unique_ptr<LoadDialect> make_nats_load(const BenchOptions& options, const transport::Url& url);

// The request that becomes a WebSocket.
[[nodiscard]] std::string upgrade_request(const transport::Url& url, std::string_view target,
                                          std::string_view subprotocol, std::string_view token);

}  // namespace logbeam::cli
