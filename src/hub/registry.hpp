#pragma once

#include "history/event_history.hpp"

#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace logbeam::hub {

// Takes what is meant for one client alone.
class Mailbox {
public:
    virtual ~Mailbox() = default;

    virtual void deliver(const history::StoredEvent& event) = 0;  // without a seq
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
};

// Who is connected. Unsynchronised.
class Registry {
public:
    // The reference holds until leave.
    Client& join(Client client);
    void leave(std::uint64_t session);

    [[nodiscard]] const std::map<std::uint64_t, Client>& clients() const noexcept { return clients_; }

private:
    std::map<std::uint64_t, Client> clients_;
    std::uint64_t last_session_ = 0;
};

}  // namespace logbeam::hub
