#pragma once

#include "net/tls.hpp"
#include "websocket/decoder.hpp"
#include "websocket/frame.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::test {

// A TCP client that does what it is told and nothing else, so that it can break every rule. Every wait ends after ten
// seconds at the latest.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, int receive_buffer = 0);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes);
    [[nodiscard]] std::string receive_until(std::string_view end);  // with it; what came until the peer closed, else
    [[nodiscard]] std::string receive_some();                       // empty: closed, or nothing came in time
    [[nodiscard]] bool is_closed_by_peer();                         // waits for it
    void reset();                                                   // RST instead of FIN

    [[nodiscard]] int descriptor() const noexcept { return socket_; }
    void put_back(std::string bytes) { unread_.insert(0, bytes); }
    [[nodiscard]] std::string take_unread() { return std::move(unread_); }

private:
    int socket_ = -1;
    std::string unread_;
};

// An answer of HTTP, read whole by its Content-Length or its chunks.
struct RawAnswer {
    int status = 0;
    std::string head;
    std::string body;
};
[[nodiscard]] RawAnswer ask(RawClient& client, std::string_view request);
[[nodiscard]] RawAnswer get(std::uint16_t port, std::string_view target, std::string_view headers = {});
[[nodiscard]] RawAnswer post(std::uint16_t port, std::string_view target, std::string_view body,
                             std::string_view content_type = "application/json");

// One WebSocket over it.
class RawWebSocket : private websocket::MessageSink {
public:
    RawWebSocket(std::uint16_t port, std::string_view target, std::string_view headers = {}, int receive_buffer = 0);

    // The same through TLS, for a certificate of localhost.
    RawWebSocket(std::uint16_t port, std::string_view target, const net::TlsContext& tls, int receive_buffer);

    void send_text(std::string_view text);
    void send_binary(std::string_view bytes);
    void send_raw(std::string_view bytes);

    // The next message; nothing when the peer closed, or nothing came in time.
    [[nodiscard]] std::optional<std::string> next();
    // Reads once; what has come as a whole by then. Nothing, and `is_over`, when the peer closed.
    [[nodiscard]] std::deque<std::string> take_ready();
    [[nodiscard]] bool is_over() const noexcept { return is_over_; }

    // The next one that holds the text.
    [[nodiscard]] std::optional<std::string> next_with(std::string_view part);
    [[nodiscard]] std::optional<std::uint16_t> close_code();  // waits for it
    [[nodiscard]] bool wait_for_pongs(std::uint64_t count);

    [[nodiscard]] const std::string& handshake() const noexcept { return handshake_; }
    [[nodiscard]] std::uint64_t pongs() const noexcept { return pongs_; }
    [[nodiscard]] bool has_broken_frames() const noexcept { return has_broken_frames_; }
    [[nodiscard]] RawClient& client() noexcept { return client_; }

private:
    void on_text(std::string_view text) override { messages_.emplace_back(text); }
    void on_binary(std::string_view bytes) override { messages_.emplace_back(bytes); }
    void on_ping(std::string_view payload) override;
    void on_pong(std::string_view /*payload*/) override { ++pongs_; }
    void on_close(std::uint16_t code, std::string_view /*reason*/) override { close_code_ = code; }
    void shake_hands(std::string_view target, std::string_view headers);
    [[nodiscard]] std::string receive_some();
    [[nodiscard]] bool read();
    void feed(std::string bytes);

    RawClient client_;
    std::unique_ptr<net::TlsSession> tls_;
    websocket::Decoder decoder_{websocket::Sender::server, std::size_t{64} << 20};
    std::string handshake_;
    std::deque<std::string> messages_;
    std::uint64_t pongs_ = 0;
    std::optional<std::uint16_t> close_code_;
    bool has_broken_frames_ = false;
    bool is_over_ = false;
};

}  // namespace logbeam::test
