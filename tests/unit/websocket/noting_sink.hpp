#pragma once

#include "websocket/decoder.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::websocket {

inline std::string hex(std::string_view bytes) {
    std::string text = "0x";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
    }
    return text;
}

// Notes what a decoder says, in the words of tests/data/websocket.
class NotingSink final : public MessageSink {
public:
    void on_text(std::string_view text) override { note("text", std::string{text}); }
    void on_binary(std::string_view bytes) override { note("binary", hex(bytes)); }
    void on_ping(std::string_view payload) override { note("ping", std::string{payload}); }
    void on_pong(std::string_view payload) override { note("pong", std::string{payload}); }
    void on_close(std::uint16_t code, std::string_view reason) override {
        note("close", std::to_string(code) + (reason.empty() ? "" : " ") + std::string{reason});
    }

    // Feeds a copy, so that the caller's bytes stay masked.
    void take(Decoder& decoder, std::string bytes) {
        if (const auto violation = decoder.feed(bytes.data(), bytes.size(), *this)) {
            note("violation", std::to_string(violation->code));
        }
    }

    std::string notes;

private:
    void note(std::string_view what, const std::string& payload) {
        notes += notes.empty() ? "" : " ";
        notes += std::string{what} + "(" + payload + ")";
    }
};

}  // namespace logbeam::websocket
