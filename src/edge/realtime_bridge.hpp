#pragma once

#include "base/clock.hpp"
#include "base/lifetime.hpp"
#include "edge/realtime_clients.hpp"
#include "edge/realtime_gossip.hpp"
#include "history/burst.hpp"
#include "transport/nats/port.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::edge {

struct ControlMessage;

// Lets the realtime pattern's clients on NATS take part: answers `control.…`, takes in what they publish on `topic.<t>`,
// and publishes there what came any other way to topics that they asked for. Of many edges one takes a message of a
// client, and tells the others; one, which leads, publishes. Clients hear at most once: while the lead goes from edge to
// edge, events may be missing, or come twice where both lead for a moment. Confined.
class RealtimeBridge final {
public:
    using Time = RealtimeClients::Time;
    using Intake = std::function<Result<void>(std::string_view topic, std::string_view json,
                                              std::string_view client_id)>;  // empty: it named no client

    static constexpr const char* header = "Logbeam-Bridged";  // the edge that published it; nobody takes it in again
    static constexpr const char* gossip_subject = "logbeam.edge.realtime";
    static constexpr const char* queue = "logbeam-edges";

    struct Settings {
        std::string edge;                      // its id
        std::string subject_prefix = "topic";  // the pattern's `subjectPrefix`
        std::string control_prefix = "control";
        std::string client_prefix = "client";
        RealtimeClients::Limits limits = {};
        std::chrono::seconds sweep_every{60};
        std::chrono::milliseconds check_limit{2'000};  // for a client to be there
    };
    struct Counts {
        std::uint64_t taken = 0;        // events in
        std::uint64_t refused = 0;      // by the intake
        std::uint64_t malformed = 0;    // no event, control message or gossip
        std::uint64_t passed_over = 0;  // bridged by an edge
        std::uint64_t bridged = 0;      // events out
        std::uint64_t too_large = 0;    // of those that should go out
        std::uint64_t lost = 0;         // there was no connection for them
    };

    // `port` and `clock` outlive it. `leads`: whether this edge publishes; it does not while it catches up with the past.
    RealtimeBridge(transport::MessagePort& port, Clock& clock, Settings settings, std::function<bool()> leads,
                   Intake intake);
    ~RealtimeBridge();
    RealtimeBridge(const RealtimeBridge&) = delete;
    RealtimeBridge& operator=(const RealtimeBridge&) = delete;

    void on_open();  // the port has a connection, again
    void on_burst(const history::Burst& burst);
    void tick();  // once a second

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
    [[nodiscard]] const RealtimeClients& clients() const noexcept { return clients_; }

private:
    void take_event(const transport::Mail& mail);
    void take_control(const transport::Mail& mail);
    void connect(ControlMessage message, const transport::Mail& mail);
    void subscribe(const ControlMessage& message, const transport::Mail& mail);
    void unsubscribe(const ControlMessage& message);
    void disconnect(const ControlMessage& message, const transport::Mail& mail);
    void take_gossip(std::string_view body);
    void adopt(const RealtimeGossip& gossip);
    void publish_event(std::string_view text, const history::TextParts& parts, std::string_view topic);
    void note_heard(std::string_view client);
    void ask_for_clients(Time now);
    void tell_all_clients();
    void sweep(Time now);
    void check_silent(Time now);
    void check(const std::string& client);
    void forget_silent(Time now);
    void gossip(RealtimeGossip::Kind kind, std::vector<RealtimeGossip::Client> clients);
    void reply(const transport::Mail& mail, std::string_view body);

    transport::MessagePort& port_;
    Clock& clock_;
    const Settings settings_;
    const std::function<bool()> leads_;
    const Intake intake_;
    RealtimeClients clients_;
    std::set<std::string, std::less<>> heard_;  // not told to the others yet
    bool knows_clients_ = false;                // that others knew before
    Time ask_at_{};
    Time tell_again_at_{};  // all clients
    Time sweep_at_{};
    Counts counts_;
    std::vector<std::uint64_t> subscriptions_;
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
