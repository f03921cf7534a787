#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Frames of RFC 6455 as they are written, for both roles. Pure.
namespace logbeam::websocket {

enum class Opcode : std::uint8_t { continuation = 0x0, text = 0x1, binary = 0x2, close = 0x8, ping = 0x9, pong = 0xA };

// Why a connection ends (RFC 6455, 7.4.1). Numbers, not an enum: peers have codes of their own from 3000 on.
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t unsupported_data = 1003;
inline constexpr std::uint16_t no_status = 1005;  // never sent: the close frame had none
inline constexpr std::uint16_t invalid_text = 1007;
inline constexpr std::uint16_t policy_violation = 1008;
inline constexpr std::uint16_t too_large = 1009;
inline constexpr std::uint16_t internal_error = 1011;
inline constexpr std::uint16_t try_again_later = 1013;
}  // namespace close_code

// Whether a peer may send it in a close frame.
[[nodiscard]] bool is_sendable(std::uint16_t code) noexcept;

// What clients hide their payloads with. As its bytes lie in memory so they stand in the frame.
using MaskKey = std::uint32_t;

inline constexpr std::size_t max_header_bytes = 14;
inline constexpr std::size_t max_control_bytes = 125;

// Writes a frame's header at `at`, where max_header_bytes must fit, and returns how many bytes it took.
std::size_t write_header(char* at, Opcode opcode, bool is_last, std::uint64_t payload_bytes,
                         std::optional<MaskKey> key = std::nullopt) noexcept;

// One whole message as a server sends it, and as a client does.
void append_frame(std::string& out, Opcode opcode, std::string_view payload);
void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload, MaskKey key);

// The payload of a close frame; a reason of more than 123 bytes is cut between characters.
[[nodiscard]] std::string close_payload(std::uint16_t code, std::string_view reason);

void append_close(std::string& out, std::uint16_t code, std::string_view reason);
void append_masked_close(std::string& out, std::uint16_t code, std::string_view reason, MaskKey key);

// Masks or unmasks bytes where they are; the first one is number `offset` of its payload.
void unmask(char* bytes, std::size_t count, MaskKey key, std::uint64_t offset = 0) noexcept;

}  // namespace logbeam::websocket
