#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// The load generator's own WebSocket framing, the client's side of it. Deliberately not the project's codec: it only
// walks over frames, so that one core can watch many thousand connections.
namespace logbeam::cli {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// Appends a whole masked frame.
void append_client_frame(std::string& out, Opcode opcode, std::string_view payload);

// Takes the frames off a server's stream. Unsynchronised.
class Deframer {
public:
    // Calls payload(piece) for what data frames hold, in pieces as they come, and control(opcode, payload) for each
    // control frame.
    template <class Payload, class Control>
    void feed(std::string_view bytes, Payload&& payload, Control&& control) {
        for (;;) {
            if (in_frame_ ? bytes.empty() : !take_header(bytes)) return;
            const std::string_view piece = bytes.substr(0, std::min<std::uint64_t>(left_, bytes.size()));
            bytes.remove_prefix(piece.size());
            left_ -= piece.size();
            in_frame_ = left_ > 0;
            if (opcode_ < Opcode::close) {
                payload(piece);
            } else {
                control_.append(piece);
                if (!in_frame_) {
                    control(opcode_, std::string_view{control_});
                    control_.clear();
                }
            }
        }
    }

    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }

private:
    bool take_header(std::string_view& bytes) noexcept;  // false: more is needed
    [[nodiscard]] std::size_t header_bytes() const noexcept;

    std::uint64_t left_ = 0;  // of the frame's payload
    std::uint64_t frames_ = 0;
    bool in_frame_ = false;
    Opcode opcode_ = Opcode::text;
    std::uint8_t held_bytes_ = 0;
    std::array<unsigned char, 10> held_{};  // the header so far
    std::string control_;
};

}  // namespace logbeam::cli
