#pragma once

#include "dialect/feed.hpp"
#include "server/connection.hpp"
#include "server/membership.hpp"
#include "server/stage.hpp"

#include <memory>
#include <string>

namespace logbeam::server {

// A stream of server-sent events after its head: a comment now and then so that nobody takes it for dead.
class SseStage final : public Stage {
public:
    SseStage(Connection& connection, std::unique_ptr<Membership> membership, const dialect::Session& session);

    [[nodiscard]] dialect::Feed& stream() noexcept { return feed_; }

    void on_bytes(char* /*bytes*/, std::size_t /*count*/) override {}  // nothing is expected
    dialect::Feed* feed() noexcept override { return &feed_; }
    void on_tick(Time now, Time heard) override;
    void farewell(std::uint16_t code, std::string_view reason, std::string& out) override;

private:
    Connection& connection_;
    std::unique_ptr<Membership> membership_;
    dialect::Feed feed_;
    Time last_heartbeat_;
};

}  // namespace logbeam::server
