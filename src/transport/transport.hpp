#pragma once

#include "transport/batch.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

// The one way out of a connection. Implementations: in_process here, websocket and nats beside it.
namespace logbeam::transport {

// Up to which counter the other end holds a publisher's events.
struct Held {
    std::string publisher;
    std::uint64_t counter = 0;
    bool is_kept = true;  // else it was passed on to whoever listened, and is acknowledged with that
};

struct Greeting {
    std::vector<std::string> publishers;  // this connection's, and those it recovered
    std::string source;
    std::string token;
};

// What the other end says when the connection is open.
struct Opened {
    std::vector<Held> held;  // the greeting's publishers
    std::string epoch;       // in which its seqs rise; empty: nothing can be resumed there
    std::string server;      // name and version, for people
};

// What a transport tells; called from inside drive and open only.
class TransportEvents {
public:
    virtual ~TransportEvents() = default;

    virtual void on_open(const Opened& opened) = 0;
    virtual void on_acknowledged(const Held& held) = 0;                             // everything up to the counter
    virtual void on_subscribed(std::uint64_t subscription, std::uint64_t seq) = 0;  // what is behind it follows
    virtual void on_event(std::uint64_t subscription, Event event) = 0;
    virtual void on_gap(std::uint64_t subscription, const wire::Gap& gap) = 0;  // events that it will not bring
    virtual void on_failed(const wire::Failed& failed) = 0;       // something was refused, the connection stays
    virtual void on_set_level(const wire::SetLevel& /*wish*/) {}  // only to who told wire::Loggers
    virtual void on_closed(const Error& reason) = 0;              // open may be called again
};

// Confined to the connection's worker. Never blocks, never throws.
class Transport {
public:
    virtual ~Transport() = default;

    // Begins to connect; on_open or on_closed follows.
    virtual void open(const Greeting& greeting, TransportEvents& events) = 0;

    // Takes the batch and sends it after all taken before; false: full, try again after drive.
    [[nodiscard]] virtual bool send(const std::shared_ptr<const Batch>& batch) = 0;

    // Control frames go out in order and are few, so they are always taken. Lost when the connection is.
    virtual void send(const wire::ClientFrame& frame) = 0;

    // Does what is ready to be done.
    virtual void drive() = 0;

    // Readable when drive has something to do; -1: drive is wanted at each turn.
    [[nodiscard]] virtual int descriptor() const = 0;

    // Ends the connection; nothing is told afterwards until the next open.
    virtual void close() = 0;

    // In the child of a fork, of the parent's transport: lets go of what the kernel shares between the two, so that the
    // parent's connection ends with the parent. Calls nothing but the kernel.
    virtual void release_after_fork() noexcept {}
};

}  // namespace logbeam::transport
