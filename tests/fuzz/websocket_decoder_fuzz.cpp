#include "fuzz/require.hpp"
#include "websocket/decoder.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace logbeam;

namespace {

// Everything that is said, in one text.
class Notes final : public websocket::MessageSink {
public:
    void on_text(std::string_view text) override { note('t', text); }
    void on_binary(std::string_view bytes) override { note('b', bytes); }
    void on_ping(std::string_view payload) override { note('i', payload); }
    void on_pong(std::string_view payload) override { note('o', payload); }
    void on_close(std::uint16_t code, std::string_view reason) override { note('c', std::to_string(code), reason); }

    // Feeds a copy of exactly these bytes, so that a sanitizer sees the first one read past the end.
    void take(websocket::Decoder& decoder, std::string_view bytes) {
        std::vector<char> copy(bytes.begin(), bytes.end());
        if (const auto violation = decoder.feed(copy.data(), copy.size(), *this)) {
            note('v', std::to_string(violation->code), violation->reason);
        }
    }

    std::string notes;

private:
    void note(char what, std::string_view one, std::string_view two = {}) {
        notes += what;
        notes += std::to_string(one.size()) + ':';
        notes += one;
        notes += two;
    }
};

constexpr std::size_t max_message = 4096;

std::string whole(websocket::Sender sender, std::string_view bytes) {
    websocket::Decoder decoder{sender, max_message};
    Notes notes;
    notes.take(decoder, bytes);
    return notes.notes;
}

std::string in_pieces(websocket::Sender sender, std::string_view bytes, std::size_t piece, std::size_t growth) {
    websocket::Decoder decoder{sender, max_message};
    Notes notes;
    while (!bytes.empty()) {
        const std::size_t count = std::min(piece, bytes.size());
        notes.take(decoder, bytes.substr(0, count));
        bytes.remove_prefix(count);
        piece = (piece + growth) % 61 + 1;
    }
    return notes.notes;
}

}  // namespace

// The first two bytes choose who sends and how the rest is cut; the cuts must not matter.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto sender = (data[0] & 1) != 0 ? websocket::Sender::client : websocket::Sender::server;
    const auto bytes = fuzz::text_of(data + 2, size - 2);

    const std::string expected = whole(sender, bytes);
    fuzz::require(in_pieces(sender, bytes, 1, 0) == expected || bytes.empty());
    fuzz::require(in_pieces(sender, bytes, data[1] % 61U + 1, data[0] >> 1U) == expected);
    return 0;
}
