#pragma once

#include "hub/hub.hpp"
#include "transport/backoff.hpp"
#include "transport/transport.hpp"
#include "transport/websocket/poller.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::edge {

// The way from a broker into the log: what its clients publish goes out in order, and again after a lost connection, until
// the log has it; only then is it acknowledged to them. Bounded: when much waits, clients are slowed down.
// Confined; does what is due in `drive`, when `descriptor` is readable.
class Uplink final : private transport::TransportEvents {
public:
    struct Limits {
        std::size_t waiting_bytes = 64 << 20;  // then who publishes has to slow down
        std::size_t most_bytes = 256 << 20;    // then it is refused
    };
    using OnTrouble = std::function<void(const Error& trouble)>;

    // `hub` outlives it.
    Uplink(std::unique_ptr<transport::Transport> transport, hub::Hub& hub, Limits limits, OnTrouble on_trouble);
    ~Uplink() override;
    Uplink(const Uplink&) = delete;
    Uplink& operator=(const Uplink&) = delete;

    void open();
    void drive();
    [[nodiscard]] int descriptor() const noexcept { return poller_.descriptor(); }

    // As Hub::Depart.
    void depart(std::uint64_t commit, std::vector<hub::Parcel> parcels);

    [[nodiscard]] bool is_open() const noexcept { return is_open_; }
    [[nodiscard]] std::size_t waiting_bytes() const noexcept { return waiting_bytes_; }
    [[nodiscard]] bool empty() const noexcept { return waiting_.empty(); }

private:
    struct Waiting {
        std::shared_ptr<const transport::Batch> batch;
        std::uint64_t commit = 0;
    };

    void on_open(const transport::Opened& opened) override;
    void on_acknowledged(const transport::Held& held) override;
    void on_closed(const Error& reason) override;
    void on_failed(const wire::Failed& failed) override;
    void on_subscribed(std::uint64_t /*subscription*/, std::uint64_t /*seq*/) override {}
    void on_event(std::uint64_t /*subscription*/, Event /*event*/) override {}
    void on_gap(std::uint64_t /*subscription*/, const wire::Gap& /*gap*/) override {}

    void connect();
    void send_on();
    void tell_kept();
    void mind_limits();

    const std::unique_ptr<transport::Transport> transport_;
    hub::Hub& hub_;
    const Limits limits_;
    const OnTrouble on_trouble_;
    transport::Backoff backoff_;
    transport::Poller poller_;
    std::deque<Waiting> waiting_;
    std::size_t sent_ = 0;  // of those that wait, from the front
    std::size_t waiting_bytes_ = 0;
    std::uint64_t newest_commit_ = 0;
    std::uint64_t kept_commit_ = 0;
    std::optional<std::chrono::steady_clock::time_point> retry_at_;
    bool is_open_ = false;
};

}  // namespace logbeam::edge
