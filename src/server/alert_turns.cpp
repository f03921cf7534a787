#include "server/alert_turns.hpp"

#include "server/log.hpp"

#include <utility>

namespace logbeam::server {

edge::AlertTurn::Options alert_turns(const BrokerConfig& config, const std::string& edge, const std::string& log,
                                     const std::string& page) {
    edge::AlertTurn::Options options;
    options.self = {edge, page, {}};
    options.name = log;
    options.replicas = static_cast<unsigned>(config.nats.replicas);
    return options;
}

AlertTurns::AlertTurns(EdgeDuty& edge, edge::AlertTurn::Options options, AlertDuty& alerts, Loop& loop)
    : edge_{edge},
      alerts_{alerts},
      loop_{loop},
      turn_{edge.edge().port(), std::move(options), loop.hub.clock, observer(edge.log())} {
    alerts_.send_elsewhere([this] { return turn_.whose(); });
    edge_.lead_by([this] { return turn_.has_begun(); });
}

AlertTurns::~AlertTurns() {
    alerts_.send_elsewhere({});
    edge_.lead_by({});
}

edge::AlertTurn::Observer AlertTurns::observer(Log& log) {
    edge::AlertTurn::Observer observer;
    observer.on_begin = [this, &log](edge::AlertTurn::Turn turn) {
        log.info("this broker judges alerts from now on");
        const auto begun = alerts_.begin({std::move(turn.records), std::move(turn.may_send)});
        if (!begun) log.error("alerts are not judged", {{"reason", begun.error().message()}});
    };
    observer.on_end = [this, &log] {
        log.info("this broker does not judge alerts any more");
        alerts_.end();
    };
    observer.post = [this](std::function<void()> act) { net::asio::post(loop_.context, std::move(act)); };
    observer.trouble = [&log](const std::string& line) { log.error("trouble with alerts", {{"reason", line}}); };
    return observer;
}

// Who is behind would judge a past that is not the whole; who has begun stays until the lease says otherwise.
void AlertTurns::tick() {
    if (turn_.has_begun() || edge_.not_ready().empty()) turn_.tick();
}

void AlertTurns::stop() {
    turn_.stop([this] { is_over_ = true; });
}

}  // namespace logbeam::server
