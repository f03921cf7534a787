#include "transport/websocket/session.hpp"

#include <utility>

namespace logbeam::transport {

namespace {

// Frames of a broker hold events of a burst; a large one is still far from this.
constexpr std::size_t max_message = std::size_t{64} << 20;

wire::Hello hello_of(const Greeting& greeting) {
    wire::Hello hello;
    for (const std::string& publisher : greeting.publishers) {
        hello.publishers.push_back({publisher, 0});
    }
    hello.source = greeting.source;
    hello.token = greeting.token;
    return hello;
}

ErrorCode code_of(std::uint16_t close_code) noexcept {
    switch (close_code) {
        case websocket::close_code::going_away: return ErrorCode::going_away;
        case websocket::close_code::policy_violation: return ErrorCode::refused;
        case websocket::close_code::too_large: return ErrorCode::too_large;
        case websocket::close_code::try_again_later: return ErrorCode::limit_reached;
        default: return ErrorCode::connection_lost;
    }
}

}  // namespace

Session::Session(const Greeting& greeting, TransportEvents& events, std::string& out)
    : events_{events}, out_{out}, decoder_{websocket::Sender::server, max_message} {
    send(wire::ClientFrame{hello_of(greeting)});
}

void Session::receive(char* bytes, std::size_t count) {
    const auto violation = decoder_.feed(bytes, count, *this);
    if (violation) {
        finish(
            {ErrorCode::malformed_frame, "the broker broke the WebSocket protocol: " + std::string{violation->reason}},
            violation->code);
    }
    if (!end_ && is_open_) {
        tell_refusal();
    }
}

Error Session::reason_or(Error error) const {
    return refused_ ? wire::error_of(*refused_) : std::move(error);
}

void Session::send(std::string_view batch) {
    websocket::append_masked_frame(out_, websocket::Opcode::binary, batch, keys_.next());
}

void Session::send(const wire::ClientFrame& frame) {
    if (const auto* unsubscribe = std::get_if<wire::Unsubscribe>(&frame)) {
        std::erase_if(subscriptions_, [&](const auto& each) { return each.second == unsubscribe->id; });
    }
    websocket::append_masked_frame(out_, websocket::Opcode::text, wire::encode(frame), keys_.next());
}

void Session::ping() {
    websocket::append_masked_frame(out_, websocket::Opcode::ping, {}, keys_.next());
}

void Session::close(std::uint16_t code, std::string_view reason) {
    decoder_.stop();
    websocket::append_masked_close(out_, code, reason, keys_.next());
}

void Session::on_text(std::string_view text) {
    tell_refusal();
    refused_.reset();
    auto frame = wire::decode_server_frame(text);
    if (frame) {
        std::visit([this](auto& said) { take(said); }, *frame);
        return;
    }
    // It may be a kind of a newer broker. What was in it is lost, so it is told; the rest is worth going on.
    Error error = frame.error();
    error.detail = "a frame that this version cannot read: " + error.detail;
    take(wire::failed(std::nullopt, error));
}

void Session::on_binary(std::string_view /*bytes*/) {
    finish({ErrorCode::malformed_frame, "the broker sent a binary message; it has only text to say"},
           websocket::close_code::unsupported_data);
}

void Session::on_ping(std::string_view payload) {
    websocket::append_masked_frame(out_, websocket::Opcode::pong, payload, keys_.next());
}

void Session::on_close(std::uint16_t code, std::string_view reason) {
    Error error{code_of(code), "the broker closed the connection (" + std::to_string(code) + ")"};
    if (!reason.empty()) {
        error.detail += ": " + std::string{reason};
    }
    finish(reason_or(std::move(error)),
           code == websocket::close_code::no_status ? websocket::close_code::normal : code);
}

void Session::take(const wire::Welcome& welcome) {
    if (is_open_) {
        return;  // one greeting is enough
    }
    if (welcome.version == 0 || welcome.version > wire::native_version) {
        finish({ErrorCode::unsupported_version,
                "the broker speaks version " + std::to_string(welcome.version) + " of logbeam.v1; upgrade this end"},
               websocket::close_code::policy_violation);
        return;
    }
    is_open_ = true;
    Opened opened{{}, welcome.epoch, welcome.server};
    for (const wire::PublisherPosition& position : welcome.publishers) {
        opened.held.push_back({position.id, position.counter});
    }
    events_.on_open(opened);
}

void Session::take(const wire::Subscribed& subscribed) {
    std::erase_if(subscriptions_, [&](const auto& each) { return each.second == subscribed.id; });
    subscriptions_[subscribed.audience] = subscribed.id;
    events_.on_subscribed(subscribed.id, subscribed.seq);
}

void Session::take(const wire::Acknowledge& acknowledge) {
    events_.on_acknowledged({acknowledge.publisher, acknowledge.counter});
}

void Session::take(wire::Events& said) {
    const auto subscription = subscription_of(said.audience);
    if (!subscription) {
        return;  // they were on their way when the subscription ended
    }
    for (Event& event : said.events) {
        events_.on_event(*subscription, std::move(event));
    }
}

void Session::take(const wire::Gap& gap) {
    if (const auto subscription = subscription_of(gap.audience)) {
        events_.on_gap(*subscription, gap);
    }
}

// Not told yet: a closing that follows at once makes it the reason of that.
void Session::take(const wire::Failed& failed) {
    refused_ = failed;
    is_refusal_told_ = false;
}

void Session::take(const wire::SetLevel& wish) {
    events_.on_set_level(wish);
}

std::optional<std::uint64_t> Session::subscription_of(std::uint64_t audience) const {
    const auto known = subscriptions_.find(audience);
    return known == subscriptions_.end() ? std::nullopt : std::optional{known->second};
}

void Session::tell_refusal() {
    if (refused_ && is_open_ && !std::exchange(is_refusal_told_, true)) {
        events_.on_failed(*refused_);
    }
}

void Session::finish(Error reason, std::uint16_t code) {
    if (!end_) {
        end_ = std::move(reason);
        close(code, {});
    }
}

}  // namespace logbeam::transport
