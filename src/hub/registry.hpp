#pragma once

#include "history/event_history.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::hub {

// Takes what is meant for one client alone.
class Mailbox {
public:
    virtual ~Mailbox() = default;

    virtual void deliver(const history::StoredEvent& event) = 0;  // without a seq
};

// Sets levels in the program at the other end.
class LevelPort {
public:
    virtual ~LevelPort() = default;

    virtual void set_level(const wire::SetLevel& wish) = 0;
};

// The loggers of a program that lets their levels be set.
struct ClientLoggers {
    std::vector<wire::Logger> loggers;
    std::uint64_t asked = 0;     // SetLevel that went there,
    std::uint64_t answered = 0;  // and how many of them it has dealt with
    LevelPort* port = nullptr;
};

// A connection as others see it.
struct Client {
    std::uint64_t session = 0;  // never given twice
    std::string id;             // a publisher's id where it has one
    std::string dialect;        // native, realtime, sse, in_process
    std::string source;
    std::string address;
    std::string user;
    std::vector<std::string> topics;  // subscribed patterns
    Timestamp since{};
    std::uint64_t events_in = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t skipped = 0;
    Mailbox* mailbox = nullptr;
    std::optional<ClientLoggers> loggers;  // nothing: it lets nobody set them
};

// Who is connected. Unsynchronised.
class Registry {
public:
    // The reference holds until leave.
    Client& join(Client client);
    void leave(std::uint64_t session);

    [[nodiscard]] const std::map<std::uint64_t, Client>& clients() const noexcept { return clients_; }
    [[nodiscard]] std::map<std::uint64_t, Client>& clients() noexcept { return clients_; }

private:
    std::map<std::uint64_t, Client> clients_;
    std::uint64_t last_session_ = 0;
};

}  // namespace logbeam::hub
