#pragma once

#include "dialect/conversation.hpp"
#include "server/connection.hpp"
#include "server/membership.hpp"
#include "server/stage.hpp"
#include "websocket/decoder.hpp"

#include <memory>
#include <string>

namespace logbeam::server {

// A WebSocket after its opening handshake: the codec, pings and closing are here, what is said is the conversation's.
class WebSocketStage final : public Stage, private websocket::MessageSink {
public:
    // `membership` may be shared with nobody; the conversation speaks for its client.
    WebSocketStage(Connection& connection, hub::Hub& hub, std::size_t max_message,
                   std::unique_ptr<Membership> membership, std::unique_ptr<dialect::Conversation> conversation);

    void begin() { conversation_->on_open(); }

    void on_bytes(char* bytes, std::size_t count) override;
    dialect::Feed* feed() noexcept override { return &conversation_->feed(); }
    void on_tick(Time now, Time heard) override;
    void farewell(std::uint16_t code, std::string_view reason, std::string& out) override;

private:
    void on_text(std::string_view text) override;
    void on_binary(std::string_view bytes) override;
    void on_ping(std::string_view payload) override;
    void on_pong(std::string_view /*payload*/) override {}
    void on_close(std::uint16_t code, std::string_view reason) override;

    Connection& connection_;
    hub::Hub& hub_;
    websocket::Decoder decoder_;
    std::unique_ptr<Membership> membership_;
    std::unique_ptr<dialect::Conversation> conversation_;
};

}  // namespace logbeam::server
