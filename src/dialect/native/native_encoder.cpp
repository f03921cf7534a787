#include "dialect/native/native_encoder.hpp"

#include "dialect/frame_text.hpp"
#include "wire/native_frame.hpp"

#include <cstddef>

namespace logbeam::dialect {
namespace {

constexpr std::size_t usual_frame_bytes = 8 * 1024;
constexpr std::string_view tail = "]}";

// How many events from `begin` on go into one frame, and how long they are with their commas.
struct Piece {
    std::size_t events = 0;
    std::size_t bytes = 0;
};

Piece next_piece(const std::vector<history::StoredEvent>& events, std::size_t begin) noexcept {
    Piece piece;
    do {
        piece.bytes += events[begin + piece.events].text.size() + 1;
        ++piece.events;
    } while (begin + piece.events < events.size() &&
             piece.bytes + events[begin + piece.events].text.size() < usual_frame_bytes);
    --piece.bytes;
    return piece;
}

}  // namespace

NativeEncoder::NativeEncoder(std::uint64_t audience)
    : audience_{audience}, head_{R"({"kind":"events","audience":)" + std::to_string(audience) + R"(,"events":[)"} {}

void NativeEncoder::events(const std::vector<history::StoredEvent>& events, hub::FrameSink& out) {
    for (std::size_t begin = 0; begin < events.size();) {
        const Piece piece = next_piece(events, begin);
        const std::size_t payload = head_.size() + piece.bytes + tail.size();
        char* const frame = out.reserve(payload + websocket::max_header_bytes);
        char* at = frame + websocket::write_header(frame, websocket::Opcode::text, true, payload);
        at = copy(at, {head_, events[begin].text});
        for (std::size_t index = 1; index < piece.events; ++index)
            at = copy(at, {",", events[begin + index].text});
        at = copy(at, {tail});
        out.commit(static_cast<std::size_t>(at - frame),
                   {static_cast<std::uint32_t>(piece.events), events[begin].seq, events[begin + piece.events - 1].seq});
        begin += piece.events;
    }
}

void NativeEncoder::gap(const wire::Gap& gap, hub::FrameSink& out) {
    wire::Gap own = gap;
    own.audience = audience_;
    write_text_frame({wire::encode(wire::ServerFrame{own})}, {}, out);
}

void NativeEncoder::sampled(const hub::Sampled& sampled, hub::FrameSink& out) {
    const wire::Sampled frame{audience_, sampled.seen, sampled.sent};
    write_text_frame({wire::encode(wire::ServerFrame{frame})}, {}, out);
}

}  // namespace logbeam::dialect
