#include "server/sse_stage.hpp"

#include <utility>

namespace logbeam::server {
namespace {

constexpr std::chrono::seconds between_heartbeats{15};

}  // namespace

SseStage::SseStage(Connection& connection, std::unique_ptr<Membership> membership, const dialect::Session& session)
    : connection_{connection},
      membership_{std::move(membership)},
      feed_{session, hub::Dialect::sse},
      last_heartbeat_{session.context.hub.clock.steady_now()} {
    membership_->announce();
}

void SseStage::on_tick(Time now, Time /*heard*/) {
    membership_->client().bytes_out = connection_.bytes_out();
    if (now - last_heartbeat_ < between_heartbeats) return;
    last_heartbeat_ = now;
    connection_.send(": still here\n\n");
}

// The dialect has no words for it: whoever listens connects again, at its last id.
void SseStage::farewell(std::uint16_t /*code*/, std::string_view reason, std::string& out) {
    out.append(": ").append(reason).append("\n\n");
}

}  // namespace logbeam::server
