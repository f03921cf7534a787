#pragma once

#include "edge/arrivals.hpp"
#include "edge/attachment.hpp"
#include "edge/log_feed.hpp"
#include "edge/uplink.hpp"
#include "hub/hub.hpp"
#include "hub/log_status.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::edge {

// One of the brokers of a NATS cluster: what its clients publish goes into the log, what comes out of the log goes into the
// hub. Confined to the loop.
class Edge final {
public:
    struct Listener {
        std::function<void()> on_arrivals;                                    // the burst has something
        std::function<void(std::string_view what, const Error&)> on_trouble;  // it goes on by itself
        std::function<void(const Error& reason)> on_ended;  // the log is another one: a new life has to begin
    };

    // `hub`, whose history holds what this log's epoch had before, outlives it.
    Edge(const EdgeOptions& options, Attachment attachment, hub::Hub& hub, Listener listener);
    ~Edge();
    Edge(const Edge&) = delete;
    Edge& operator=(const Edge&) = delete;

    [[nodiscard]] const std::string& id() const noexcept { return id_; }

    // Nothing waits any more for the log.
    [[nodiscard]] bool has_sent_all() const noexcept { return uplink_.empty(); }

    [[nodiscard]] transport::MessagePort& port() noexcept { return *port_; }

    // Two descriptors, and what is due when one of them is readable.
    [[nodiscard]] int port_descriptor() const noexcept { return port_->descriptor(); }
    [[nodiscard]] int uplink_descriptor() const noexcept { return uplink_.descriptor(); }
    void drive_port();
    void drive_uplink();

    // Once a second.
    void tick();

    [[nodiscard]] hub::LogStatus status() const;

private:
    void mind_interest();
    void listen_to(const std::string& topics);
    void hear_log(LogState log);

    const std::string id_;
    hub::Hub& hub_;
    const Listener listener_;
    const std::unique_ptr<transport::NatsPort> port_;
    Arrivals arrivals_;
    Uplink uplink_;
    std::unique_ptr<LogFeed> feed_;  // nullptr: core NATS
    const transport::SubjectMapping subjects_;
    const bool wants_everything_;
    std::map<std::string, std::uint64_t> listening_;  // subscriptions by their topics, where there is no feed
    bool has_arrivals_ = false;
    std::uint64_t gone_ = 0;
};

}  // namespace logbeam::edge
