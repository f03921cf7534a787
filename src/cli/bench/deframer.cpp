#include "cli/bench/deframer.hpp"

#include <cstring>

namespace logbeam::cli {

namespace {

constexpr std::array<unsigned char, 4> mask{0x37, 0xfa, 0x21, 0x3d};
constexpr unsigned char final_bit = 0x80;
constexpr unsigned char mask_bit = 0x80;
constexpr unsigned char two_byte_length = 126;
constexpr unsigned char eight_byte_length = 127;

void append_length(std::string& out, std::uint64_t length, std::size_t bytes) {
    for (std::size_t left = bytes; left > 0; --left) {
        out += static_cast<char>((length >> (8 * (left - 1))) & 0xff);
    }
}

void append_masked(std::string& out, std::string_view payload) {
    const std::size_t begin = out.size();
    out.append(payload);
    char* text = out.data() + begin;
    std::uint64_t word_mask = 0;
    std::memcpy(&word_mask, mask.data(), mask.size());
    std::memcpy(reinterpret_cast<char*>(&word_mask) + mask.size(), mask.data(), mask.size());
    std::size_t at = 0;
    for (; at + sizeof word_mask <= payload.size(); at += sizeof word_mask) {
        std::uint64_t word = 0;
        std::memcpy(&word, text + at, sizeof word);
        word ^= word_mask;
        std::memcpy(text + at, &word, sizeof word);
    }
    for (; at < payload.size(); ++at) {
        text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ mask[at % mask.size()]);
    }
}

}  // namespace

void append_client_frame(std::string& out, Opcode opcode, std::string_view payload) {
    out += static_cast<char>(final_bit | static_cast<unsigned char>(opcode));
    if (payload.size() < two_byte_length) {
        out += static_cast<char>(mask_bit | payload.size());
    } else if (payload.size() <= UINT16_MAX) {
        out += static_cast<char>(mask_bit | two_byte_length);
        append_length(out, payload.size(), 2);
    } else {
        out += static_cast<char>(mask_bit | eight_byte_length);
        append_length(out, payload.size(), 8);
    }
    out.append(mask.begin(), mask.end());
    append_masked(out, payload);
}

std::size_t Deframer::header_bytes() const noexcept {
    if (held_bytes_ < 2) return 2;
    const unsigned char length = held_[1] & 0x7f;
    if (length == two_byte_length) return 4;
    return length == eight_byte_length ? 10 : 2;
}

bool Deframer::take_header(std::string_view& bytes) noexcept {
    while (held_bytes_ < header_bytes()) {
        if (bytes.empty()) return false;
        held_[held_bytes_++] = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
    }
    left_ = held_[1] & 0x7f;
    if (held_bytes_ > 2) {
        left_ = 0;
        for (std::size_t at = 2; at < held_bytes_; ++at) {
            left_ = (left_ << 8) | held_[at];
        }
    }
    opcode_ = static_cast<Opcode>(held_[0] & 0x0f);
    held_bytes_ = 0;
    ++frames_;
    in_frame_ = true;
    return true;
}

}  // namespace logbeam::cli
