#pragma once

#include "edge/alert_turn.hpp"
#include "server/alert_duty.hpp"
#include "server/edge_duty.hpp"

#include <string>

namespace logbeam::server {

// How this broker takes part: `edge` is its id, `log` the name of the stream that the brokers share.
[[nodiscard]] edge::AlertTurn::Options alert_turns(const BrokerConfig& config, const std::string& edge,
                                                   const std::string& log, const std::string& page);

// Alerts are judged here when it is this broker's turn. Confined to the loop.
class AlertTurns final {
public:
    // All outlive it.
    AlertTurns(EdgeDuty& edge, edge::AlertTurn::Options options, AlertDuty& alerts, Loop& loop);
    ~AlertTurns();

    // Once a second.
    void tick();

    // Leaves what it has to the others.
    void stop();
    [[nodiscard]] bool is_over() const noexcept { return is_over_; }

private:
    [[nodiscard]] edge::AlertTurn::Observer observer(Log& log);

    EdgeDuty& edge_;
    AlertDuty& alerts_;
    Loop& loop_;
    bool is_over_ = false;
    edge::AlertTurn turn_;
};

}  // namespace logbeam::server
