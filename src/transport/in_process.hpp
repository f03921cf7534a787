#pragma once

#include "base/guarded.hpp"
#include "transport/transport.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/event.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A connection to a broker end in the same process: no socket, the same batches.
namespace logbeam::transport {

// What the broker end may tell one connection. Thread-safe; both ends own it.
class InProcessLink final {
public:
    InProcessLink();
    ~InProcessLink();
    InProcessLink(const InProcessLink&) = delete;
    InProcessLink& operator=(const InProcessLink&) = delete;

    void welcome(Opened opened);
    void acknowledge(Held held);
    void subscribed(std::uint64_t subscription, std::uint64_t seq);
    void deliver(std::uint64_t subscription, Event event);
    void tell_gap(std::uint64_t subscription, wire::Gap gap);
    void fail(wire::Failed failed);
    void hang_up(Error reason);

    struct Subscribed {
        std::uint64_t subscription = 0;
        std::uint64_t seq = 0;
    };
    struct Delivery {
        std::uint64_t subscription = 0;
        Event event;
    };
    struct Missed {
        std::uint64_t subscription = 0;
        wire::Gap gap;
    };
    using Message = std::variant<Opened, Held, Subscribed, Delivery, Missed, wire::Failed, Error>;

    // The connection's end: what has come since the last call, and a descriptor that tells of it.
    [[nodiscard]] std::deque<Message> take();
    [[nodiscard]] int descriptor() const noexcept { return event_; }

private:
    void push(Message message);

    int event_;
    Guarded<std::deque<Message>> inbox_;
};

// The broker end. Called from the workers of its connections, so: thread-safe, and it never blocks.
class InProcessEndpoint {
public:
    virtual ~InProcessEndpoint() = default;

    virtual void on_connect(const std::shared_ptr<InProcessLink>& link, const Greeting& greeting) = 0;
    virtual void on_batch(const std::shared_ptr<InProcessLink>& link, std::string_view bytes) = 0;
    virtual void on_control(const std::shared_ptr<InProcessLink>& link, const wire::ClientFrame& frame) = 0;
    virtual void on_disconnect(const std::shared_ptr<InProcessLink>& link) = 0;
};

// Finds the endpoint at each attempt to connect; nullptr: it is away.
using FindEndpoint = std::function<std::shared_ptr<InProcessEndpoint>()>;

[[nodiscard]] std::unique_ptr<Transport> make_in_process_transport(FindEndpoint find);

// Endpoints by name, for `inproc://name`: one table per process, as there is one of ports per host. A name
// that is taken is refused. An endpoint's name ends with the endpoint; the child of a fork has none of its
// parent's. Thread-safe.
[[nodiscard]] bool publish_endpoint(const std::string& name, const std::shared_ptr<InProcessEndpoint>& endpoint);
[[nodiscard]] std::shared_ptr<InProcessEndpoint> find_endpoint(const std::string& name);

}  // namespace logbeam::transport
