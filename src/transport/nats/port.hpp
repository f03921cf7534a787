#pragma once

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// NATS as brokers use it beside events: subjects, requests, headers. Implementations: NatsPort (make_nats_port), and
// tests/support/fake_port.hpp.
namespace logbeam::transport {

struct NatsSettings;

class NatsHeaders {
public:
    virtual ~NatsHeaders() = default;

    // Empty: there is none. Until the message goes. Names are case-sensitive.
    [[nodiscard]] virtual std::string_view find(const char* name) const = 0;
};

// A message that came; views into it, for the time of the call that brings it.
struct Mail {
    std::string_view subject;
    std::string_view reply;  // where an answer is wanted; empty: nowhere
    std::string_view body;
    const NatsHeaders& headers;
};

// A message that goes.
struct Letter {
    std::string subject;
    std::string_view body = {};
    std::string reply = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
};

// A connection to a NATS cluster that comes back by itself. Calls are made from inside `drive` only, never from inside
// another call. Confined.
class MessagePort {
public:
    using OnMail = std::function<void(const Mail& mail)>;
    // not_found: nobody is there to answer; forbidden: the server does not let the question pass; timed_out;
    // connection_lost: what became of the request is not known.
    using OnAnswer = std::function<void(const Result<const Mail*>& answer)>;

    virtual ~MessagePort() = default;

    [[nodiscard]] virtual bool is_open() const noexcept = 0;

    // Gone with the connection, if it goes before the message; refused when there is none. Order is kept.
    virtual Result<void> publish(const Letter& letter) = 0;

    // Stays over connections, until `unsubscribe`. With a `queue`, each message comes to one of its members only.
    virtual std::uint64_t subscribe(std::string subject, std::string queue, OnMail on_mail) = 0;
    virtual void unsubscribe(std::uint64_t subscription) = 0;

    // `letter.reply` is the port's to choose. Answered once, or not at all when the port goes.
    virtual void request(const Letter& letter, std::chrono::milliseconds limit, OnAnswer on_answer) = 0;

    // The longest body that the server takes.
    [[nodiscard]] virtual std::size_t max_payload() const noexcept = 0;

    // Told after subscriptions stand again; when the connection is lost, with the reason; and what the server does not let
    // this login publish or subscribe to, once for each subject. Those that are empty are not called.
    struct Observer {
        std::function<void()> on_open = {};
        std::function<void(const Error& reason)> on_lost = {};
        std::function<void(const Error& reason)> on_refused = {};
    };
    virtual void observe(Observer observer) = 0;
};

// A port with its socket: does what is due in `drive`, when `descriptor` is readable.
class NatsPort : public MessagePort {
public:
    virtual void open() = 0;
    virtual void drive() = 0;
    [[nodiscard]] virtual int descriptor() const noexcept = 0;
    virtual void close() = 0;
};

// `name` is what the server's monitor shows. Throws Failure when the system has no descriptors to give.
[[nodiscard]] std::unique_ptr<NatsPort> make_nats_port(const NatsSettings& settings, std::string name);

}  // namespace logbeam::transport
