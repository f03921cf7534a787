#include "websocket/frame.hpp"

#include "json/utf8.hpp"

#include <array>
#include <cstring>

namespace logbeam::websocket {

namespace {

constexpr unsigned last_frame = 0x80;
constexpr unsigned masked = 0x80;

char to_char(std::uint64_t byte) noexcept {
    return static_cast<char>(byte & 0xFF);
}

// The lowest `bytes` bytes of a number, the highest first.
char* write_number(char* at, std::uint64_t number, unsigned bytes) noexcept {
    for (unsigned left = bytes; left > 0; --left) {
        *at++ = to_char(number >> (8 * (left - 1)));
    }
    return at;
}

// The key turned so that its first byte is for byte number `offset`, twice.
std::uint64_t turned(MaskKey key, std::uint64_t offset) noexcept {
    std::array<char, 4> bytes{};
    std::memcpy(bytes.data(), &key, sizeof key);
    std::array<char, 8> twice{};
    for (std::size_t i = 0; i < twice.size(); ++i) {
        twice[i] = bytes[(i + offset) % 4];
    }
    std::uint64_t mask = 0;
    std::memcpy(&mask, twice.data(), sizeof mask);
    return mask;
}

}  // namespace

bool is_sendable(std::uint16_t code) noexcept {
    const bool is_of_the_protocol = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    return is_of_the_protocol || (code >= 3000 && code <= 4999);
}

std::size_t write_header(char* at, Opcode opcode, bool is_last, std::uint64_t payload_bytes,
                         std::optional<MaskKey> key) noexcept {
    char* const begin = at;
    const unsigned mask_bit = key ? masked : 0;
    *at++ = to_char((is_last ? last_frame : 0U) | static_cast<unsigned>(opcode));
    if (payload_bytes < 126) {
        *at++ = to_char(mask_bit | payload_bytes);
    } else if (payload_bytes <= 0xFFFF) {
        *at++ = to_char(mask_bit | 126U);
        at = write_number(at, payload_bytes, 2);
    } else {
        *at++ = to_char(mask_bit | 127U);
        at = write_number(at, payload_bytes, 8);
    }
    if (key) {
        std::memcpy(at, &*key, sizeof *key);
        at += sizeof *key;
    }
    return static_cast<std::size_t>(at - begin);
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
    std::array<char, max_header_bytes> header{};
    out.append(header.data(), write_header(header.data(), opcode, true, payload.size()));
    out.append(payload);
}

void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload, MaskKey key) {
    std::array<char, max_header_bytes> header{};
    out.append(header.data(), write_header(header.data(), opcode, true, payload.size(), key));
    const std::size_t at = out.size();
    out.append(payload);  // copied, then masked: resizing would fill with zeros first
    unmask(out.data() + at, payload.size(), key);
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
    std::array<char, 2> number{};
    write_number(number.data(), code, 2);
    std::string payload{number.data(), number.size()};
    payload += json::cut_utf8(reason, max_control_bytes - number.size());
    return payload;
}

void append_close(std::string& out, std::uint16_t code, std::string_view reason) {
    append_frame(out, Opcode::close, close_payload(code, reason));
}

void append_masked_close(std::string& out, std::uint16_t code, std::string_view reason, MaskKey key) {
    append_masked_frame(out, Opcode::close, close_payload(code, reason), key);
}

void unmask(char* bytes, std::size_t count, MaskKey key, std::uint64_t offset) noexcept {
    const std::uint64_t mask = turned(key, offset);
    char* const end = bytes + count;
    // Through memcpy, which compiles to plain loads and then to vector instructions.
    for (; end - bytes >= 8; bytes += sizeof mask) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        word ^= mask;
        std::memcpy(bytes, &word, sizeof word);
    }
    std::array<char, sizeof mask> rest{};
    std::memcpy(rest.data(), &mask, sizeof mask);
    for (std::size_t i = 0; bytes != end; ++bytes, ++i) {
        *bytes = static_cast<char>(*bytes ^ rest[i]);
    }
}

}  // namespace logbeam::websocket
