#pragma once

#include "base/clock.hpp"
#include "edge/bucket.hpp"
#include "edge/lease.hpp"
#include "edge/record_log.hpp"
#include "history/state_store.hpp"
#include "transport/nats/port.hpp"

#include <functional>
#include <memory>
#include <string>

namespace logbeam::edge {

// Which one of several brokers judges and tells of alerts: the holder of a lease, which has the records of those before
// it. Confined to the loop that drives the port.
class AlertTurn final {
public:
    // What a broker needs for its turn.
    struct Turn {
        std::unique_ptr<history::StateStore> records;
        // Asked right before each delivery, on any thread, after the record that says that it is made: waits until the
        // others could read that. False: it is not to be made.
        std::function<bool()> may_send;
    };
    struct Options {
        Holder self;                   // `since` is not asked for
        std::string name = "logbeam";  // of the buckets: <name>_lease, <name>_alerts
        unsigned replicas = 0;  // of buckets that are not there yet; 0: three where there are as many servers, else one
        Lease::Terms terms;
    };
    struct Observer {
        std::function<void(Turn turn)> on_begin;
        std::function<void()> on_end;                         // of what was begun; `turn` is let go of inside
        std::function<void(std::function<void()> act)> post;  // from any thread to the loop
        std::function<void(const std::string& line)> trouble;
    };

    // Port and clock outlive it.
    AlertTurn(transport::MessagePort& port, Options options, const Clock& clock, Observer observer);
    ~AlertTurn();

    // Each second, or more often.
    void tick();

    // Ends the turn, if there is one, keeps what is to be kept, and leaves the lease to the others. `on_done` may never
    // come when NATS is away.
    void stop(std::function<void()> on_done);

    [[nodiscard]] const Lease& lease() const noexcept { return lease_; }
    [[nodiscard]] bool has_begun() const noexcept { return has_begun_; }
    // Who has the turn, for those who ask here: one line.
    [[nodiscard]] std::string whose() const;

private:
    void open();
    void begin_to_read();
    void begin();
    void end();

    const Options options_;
    const Clock& clock_;
    const Observer observer_;
    Bucket lease_bucket_;
    Bucket record_bucket_;
    Lease lease_;
    std::unique_ptr<RecordLog> log_;
    bool is_opening_ = false;
    bool is_open_ = false;
    bool is_over_ = false;
    bool has_begun_ = false;
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
