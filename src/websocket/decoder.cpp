#include "websocket/decoder.hpp"

#include "json/utf8.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace logbeam::websocket {

namespace {

unsigned byte_at(const char* bytes, std::size_t index) noexcept {
    return static_cast<unsigned char>(bytes[index]);
}

std::uint64_t read_number(const char* at, std::size_t bytes) noexcept {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        number = number << 8 | byte_at(at, i);
    }
    return number;
}

std::size_t length_bytes(unsigned second) noexcept {
    const unsigned length = second & 0x7F;
    return length == 127 ? 8 : length == 126 ? 2 : 0;
}

std::size_t header_bytes(unsigned second) noexcept {
    return 2 + length_bytes(second) + ((second & 0x80) != 0 ? sizeof(MaskKey) : 0);
}

constexpr std::size_t shortest_header = 2;

bool is_known(unsigned opcode) noexcept {
    return opcode <= 0x2 || (opcode >= 0x8 && opcode <= 0xA);
}

bool is_control(Opcode opcode) noexcept {
    return static_cast<unsigned>(opcode) >= 0x8;
}

Violation protocol_error(std::string_view reason) noexcept {
    return {close_code::protocol_error, reason};
}

}  // namespace

// NOLINTNEXTLINE(readability-non-const-parameter): it is unmasked where it lies
std::optional<Violation> Decoder::feed(char* bytes, std::size_t count, MessageSink& sink) {
    Input input{bytes, bytes + count};
    while (!is_over_ && input.left() > 0) {
        if (auto violation = step(input, sink)) {
            is_over_ = true;
            return violation;
        }
    }
    return std::nullopt;
}

std::optional<Violation> Decoder::step(Input& input, MessageSink& sink) {
    if (!in_payload_) {
        if (auto violation = take_header(input)) return violation;
    }
    // An empty payload is complete although nothing may be left to read.
    return in_payload_ ? take_payload(input, sink) : std::nullopt;
}

std::optional<Violation> Decoder::take_header(Input& input) {
    if (pending_.empty() && input.left() >= shortest_header) {
        const std::size_t bytes = header_bytes(byte_at(input.at, 1));
        if (input.left() >= bytes) {
            const char* header = std::exchange(input.at, input.at + bytes);
            return begin_frame(header);
        }
    }
    while (input.left() > 0) {
        pending_.push_back(*input.at++);
        if (pending_.size() >= shortest_header && pending_.size() == header_bytes(byte_at(pending_.data(), 1))) {
            const std::string header = std::exchange(pending_, {});
            return begin_frame(header.data());
        }
    }
    return std::nullopt;
}

std::optional<Violation> Decoder::begin_frame(const char* header) {
    const unsigned first = byte_at(header, 0);
    const unsigned second = byte_at(header, 1);
    if ((first & 0x70) != 0) return protocol_error("reserved bits without an extension");
    if (!is_known(first & 0xF)) return protocol_error("unknown opcode");
    const bool is_masked = (second & 0x80) != 0;
    if (is_masked != (sender_ == Sender::client)) {
        return protocol_error(is_masked ? "a server's frame is masked" : "a client's frame is not masked");
    }

    const std::size_t extended = length_bytes(second);
    const std::uint64_t length = extended == 0 ? second & 0x7F : read_number(header + 2, extended);
    if ((extended == 2 && length < 126) || (extended == 8 && length <= 0xFFFF)) {
        return protocol_error("the length is not in its shortest form");
    }
    if (length >> 63 != 0) return protocol_error("the length has more than 63 bits");

    frame_ = {length, 0, static_cast<Opcode>(first & 0xF), 0, (first & 0x80) != 0};
    if (is_masked) {
        std::memcpy(&frame_.key, header + 2 + extended, sizeof frame_.key);
    }
    if (auto violation = check_order(frame_.opcode)) return violation;
    if (!is_control(frame_.opcode) && length > max_message_bytes_ - message_.size()) {
        return Violation{close_code::too_large, "the message is too large"};
    }
    if (!is_control(frame_.opcode) && frame_.opcode != Opcode::continuation) {
        message_opcode_ = frame_.opcode;
    }
    in_payload_ = true;
    return std::nullopt;
}

std::optional<Violation> Decoder::check_order(Opcode opcode) const noexcept {
    if (is_control(opcode)) {
        if (!frame_.is_last) return protocol_error("a control frame is fragmented");
        if (frame_.left > max_control_bytes) return protocol_error("a control frame is longer than 125 bytes");
        return std::nullopt;
    }
    const bool is_open = message_opcode_ != Opcode::continuation;
    if (opcode == Opcode::continuation && !is_open) return protocol_error("a continuation of no message");
    if (opcode != Opcode::continuation && is_open) return protocol_error("a new message inside a fragmented one");
    return std::nullopt;
}

std::optional<Violation> Decoder::take_payload(Input& input, MessageSink& sink) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(frame_.left, input.left()));
    char* const bytes = std::exchange(input.at, input.at + count);
    if (frame_.key != 0) {
        unmask(bytes, count, frame_.key, frame_.key_offset);
        frame_.key_offset = static_cast<std::uint8_t>((frame_.key_offset + count) % sizeof(MaskKey));
    }
    frame_.left -= count;

    const bool is_done = frame_.left == 0;
    std::string& kept = is_control(frame_.opcode) ? pending_ : message_;
    const bool is_whole_message = is_control(frame_.opcode) || frame_.is_last;
    if (is_done && kept.empty() && is_whole_message) {
        in_payload_ = false;
        return end_frame({bytes, count}, sink);
    }
    kept.append(bytes, count);
    if (!is_done) return std::nullopt;
    in_payload_ = false;
    if (!is_whole_message) return std::nullopt;
    const std::string whole = std::exchange(kept, {});  // gives the memory back
    return end_frame(whole, sink);
}

std::optional<Violation> Decoder::end_frame(std::string_view payload, MessageSink& sink) {
    switch (frame_.opcode) {
        case Opcode::ping: sink.on_ping(payload); return std::nullopt;
        case Opcode::pong: sink.on_pong(payload); return std::nullopt;
        case Opcode::close: return end_close(payload, sink);
        default: return end_message(payload, sink);
    }
}

std::optional<Violation> Decoder::end_message(std::string_view message, MessageSink& sink) {
    if (std::exchange(message_opcode_, Opcode::continuation) == Opcode::binary) {
        sink.on_binary(message);
        return std::nullopt;
    }
    if (!json::is_utf8(message)) return Violation{close_code::invalid_text, "a text message is not UTF-8"};
    sink.on_text(message);
    return std::nullopt;
}

std::optional<Violation> Decoder::end_close(std::string_view payload, MessageSink& sink) {
    if (payload.size() == 1) return protocol_error("a close frame with half a code");
    std::uint16_t code = close_code::no_status;
    if (!payload.empty()) {
        code = static_cast<std::uint16_t>(read_number(payload.data(), sizeof code));
        if (!is_sendable(code)) return protocol_error("an invalid close code");
        payload.remove_prefix(sizeof code);
        if (!json::is_utf8(payload)) return Violation{close_code::invalid_text, "a close reason is not UTF-8"};
    }
    is_over_ = true;
    sink.on_close(code, payload);
    return std::nullopt;
}

}  // namespace logbeam::websocket
