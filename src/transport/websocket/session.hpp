#pragma once

#include "transport/transport.hpp"
#include "transport/websocket/mask_keys.hpp"
#include "websocket/decoder.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::transport {

// The conversation in `logbeam.v1` after the upgrade: frames in, events told; what is to be sent goes into `out`. Pure
// but for the mask keys. Unsynchronised. The events that it tells must not call it.
class Session final : private websocket::MessageSink {
public:
    // `out` and `events` outlive it. Says hello.
    Session(const Greeting& greeting, TransportEvents& events, std::string& out);

    // What has come. The bytes are changed.
    void receive(char* bytes, std::size_t count);

    // Why the conversation is over; nothing while it goes on.
    [[nodiscard]] const std::optional<Error>& end() const noexcept { return end_; }

    // The reason for the end when the other end said nothing but hung up: what it had refused just before, else `error`.
    [[nodiscard]] Error reason_or(Error error) const;

    [[nodiscard]] bool is_open() const noexcept { return is_open_; }

    void send(std::string_view batch);
    void send(const wire::ClientFrame& frame);
    void ping();
    void close(std::uint16_t code, std::string_view reason);

private:
    void on_text(std::string_view text) override;
    void on_binary(std::string_view bytes) override;
    void on_ping(std::string_view payload) override;
    void on_pong(std::string_view /*payload*/) override {}
    void on_close(std::uint16_t code, std::string_view reason) override;

    void take(const wire::Welcome& welcome);
    void take(const wire::Subscribed& subscribed);
    void take(const wire::Acknowledge& acknowledge);
    void take(wire::Events& said);
    void take(const wire::Gap& gap);
    void take(const wire::Failed& failed);
    void take(const wire::SetLevel& wish);
    // Nothing that this end sends is answered by the other kinds.
    template <class Other>
    void take(const Other& /*frame*/) {}

    [[nodiscard]] std::optional<std::uint64_t> subscription_of(std::uint64_t audience) const;
    void tell_refusal();
    void finish(Error reason, std::uint16_t code);

    TransportEvents& events_;
    std::string& out_;
    MaskKeys keys_;
    websocket::Decoder decoder_;
    std::map<std::uint64_t, std::uint64_t> subscriptions_;  // by audience
    std::optional<wire::Failed> refused_;                   // the last frame, if it was one
    bool is_refusal_told_ = true;
    bool is_open_ = false;
    std::optional<Error> end_;
};

}  // namespace logbeam::transport
