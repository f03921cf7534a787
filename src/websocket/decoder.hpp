#pragma once

#include "websocket/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::websocket {

// What a decoder finds. The views end with the call.
class MessageSink {
public:
    virtual ~MessageSink() = default;

    virtual void on_text(std::string_view text) = 0;  // valid UTF-8
    virtual void on_binary(std::string_view bytes) = 0;
    virtual void on_ping(std::string_view payload) = 0;
    virtual void on_pong(std::string_view payload) = 0;

    // Nothing comes after it. Without a code in the frame it is close_code::no_status.
    virtual void on_close(std::uint16_t code, std::string_view reason) = 0;
};

// What the peer did wrong, for the close frame that ends the connection. `reason` lives as long as the program.
struct Violation {
    std::uint16_t code = close_code::protocol_error;
    std::string_view reason;
};

// Who sent the bytes: a client masks each frame, a server none.
enum class Sender : std::uint8_t { client, server };

// One direction of one connection: bytes in, messages out, all rules of RFC 6455 kept. Unsynchronised. It holds
// memory only while a frame or a message is incomplete, and no more of it than has come.
class Decoder final {
public:
    static constexpr std::size_t default_max_message = std::size_t{8} << 20;

    explicit Decoder(Sender sender, std::size_t max_message_bytes = default_max_message)
        : max_message_bytes_{max_message_bytes}, sender_{sender} {}

    // Takes all bytes and unmasks payloads where they are: a message that lies whole in them, in one frame, is
    // handed over from there. After a violation, a close frame or `stop` the rest is passed over.
    [[nodiscard]] std::optional<Violation> feed(char* bytes, std::size_t count, MessageSink& sink);

    // From inside the sink too: nothing more is handed over.
    void stop() noexcept { is_over_ = true; }
    [[nodiscard]] bool is_over() const noexcept { return is_over_; }

private:
    // Of the frame whose payload is read.
    struct Frame {
        std::uint64_t left = 0;  // bytes that have not come yet
        MaskKey key = 0;         // 0 changes nothing, so frames without one need no case of their own
        Opcode opcode = Opcode::continuation;
        std::uint8_t key_offset = 0;
        bool is_last = false;
    };
    struct Input {
        char* at;
        char* end;

        [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end - at); }
    };

    std::optional<Violation> step(Input& input, MessageSink& sink);
    std::optional<Violation> take_header(Input& input);
    std::optional<Violation> begin_frame(const char* header);
    [[nodiscard]] std::optional<Violation> check_order(Opcode opcode) const noexcept;
    std::optional<Violation> take_payload(Input& input, MessageSink& sink);
    std::optional<Violation> end_frame(std::string_view payload, MessageSink& sink);
    std::optional<Violation> end_message(std::string_view message, MessageSink& sink);
    std::optional<Violation> end_close(std::string_view payload, MessageSink& sink);

    std::size_t max_message_bytes_;
    std::string pending_;  // an incomplete header, or control frame's payload
    std::string message_;  // what has come of the open message
    Frame frame_;
    Opcode message_opcode_ = Opcode::continuation;  // of the open message; continuation: there is none
    Sender sender_;
    bool in_payload_ = false;
    bool is_over_ = false;
};

static_assert(sizeof(Decoder) <= 96, "one for each of ten thousand idle connections");

}  // namespace logbeam::websocket
