#include "server/websocket_stage.hpp"

#include "websocket/frame.hpp"

#include <utility>

namespace logbeam::server {
namespace {

constexpr std::chrono::seconds silence_before_ping{25};
constexpr std::chrono::seconds silence_before_end{75};

}  // namespace

WebSocketStage::WebSocketStage(Connection& connection, hub::Hub& hub, std::size_t max_message,
                               std::unique_ptr<Membership> membership,
                               std::unique_ptr<dialect::Conversation> conversation)
    : connection_{connection},
      hub_{hub},
      decoder_{websocket::Sender::client, max_message},
      membership_{std::move(membership)},
      conversation_{std::move(conversation)} {}

void WebSocketStage::on_bytes(char* bytes, std::size_t count) {
    const auto violation = decoder_.feed(bytes, count, *this);
    hub::Client& client = membership_->client();
    client.bytes_in = connection_.bytes_in();
    if (!violation) return;
    ++hub_.counters.protocol_errors;
    connection_.close(violation->code, violation->reason);
}

void WebSocketStage::on_text(std::string_view text) {
    if (connection_.is_closing()) return decoder_.stop();
    conversation_->on_text(text);
    membership_->announce();
}

void WebSocketStage::on_binary(std::string_view bytes) {
    if (connection_.is_closing()) return decoder_.stop();
    conversation_->on_binary(bytes);
}

void WebSocketStage::on_ping(std::string_view payload) {
    std::string pong;
    websocket::append_frame(pong, websocket::Opcode::pong, payload);
    connection_.send(pong);
}

void WebSocketStage::on_close(std::uint16_t code, std::string_view reason) {
    (void)reason;
    connection_.close(code == websocket::close_code::no_status ? websocket::close_code::normal : code, {});
}

void WebSocketStage::on_tick(Time now, Time heard) {
    membership_->client().bytes_out = connection_.bytes_out();
    if (now - heard > silence_before_end) return connection_.end();
    if (now - heard < silence_before_ping) return;
    std::string ping;
    websocket::append_frame(ping, websocket::Opcode::ping, {});
    connection_.send(ping);
}

void WebSocketStage::farewell(std::uint16_t code, std::string_view reason, std::string& out) {
    websocket::append_close(out, code, reason);
}

}  // namespace logbeam::server
