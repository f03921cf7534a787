#pragma once

#include "hub/frame_sink.hpp"
#include "websocket/frame.hpp"

#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>

namespace logbeam::dialect {

// Copies the pieces one behind the other and returns the end.
inline char* copy(char* at, std::initializer_list<std::string_view> pieces) noexcept {
    for (const std::string_view piece : pieces) {
        std::memcpy(at, piece.data(), piece.size());
        at += piece.size();
    }
    return at;
}

// Frames for one reader alone, into a string.
class StringSink final : public hub::FrameSink {
public:
    explicit StringSink(std::string& out) : out_{out} {}

    char* reserve(std::size_t bytes) override {
        begin_ = out_.size();
        out_.resize(begin_ + bytes);
        return out_.data() + begin_;
    }
    void commit(std::size_t bytes, const hub::FrameHolds& /*holds*/) override { out_.resize(begin_ + bytes); }

private:
    std::string& out_;
    std::size_t begin_ = 0;
};

// One text frame of a WebSocket server, made of the pieces.
inline void write_text_frame(std::initializer_list<std::string_view> pieces, const hub::FrameHolds& holds,
                             hub::FrameSink& out) {
    std::size_t bytes = 0;
    for (const std::string_view piece : pieces)
        bytes += piece.size();
    char* const begin = out.reserve(bytes + websocket::max_header_bytes);
    char* const payload = begin + websocket::write_header(begin, websocket::Opcode::text, true, bytes);
    out.commit(static_cast<std::size_t>(copy(payload, pieces) - begin), holds);
}

}  // namespace logbeam::dialect
