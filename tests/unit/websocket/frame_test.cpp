#include "websocket/frame.hpp"

#include "unit/websocket/noting_sink.hpp"
#include "websocket/decoder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <string>

namespace logbeam::websocket {
namespace {

constexpr MaskKey key = 0x9A3C71E5;

std::string header(std::uint64_t bytes, std::optional<MaskKey> mask = std::nullopt) {
    std::array<char, max_header_bytes> written{};
    return hex({written.data(), write_header(written.data(), Opcode::binary, true, bytes, mask)});
}

// What another end reads of it.
std::string read(Sender sender, const std::string& bytes) {
    Decoder decoder{sender};
    NotingSink sink;
    sink.take(decoder, bytes);
    return sink.notes;
}

TEST(Frame, WritesEachLengthInItsShortestForm) {
    EXPECT_EQ(header(0), "0x8200");
    EXPECT_EQ(header(125), "0x827d");
    EXPECT_EQ(header(126), "0x827e007e");
    EXPECT_EQ(header(65'535), "0x827effff");
    EXPECT_EQ(header(65'536), "0x827f0000000000010000");
    EXPECT_EQ(header(std::uint64_t{1} << 40), "0x827f0000010000000000");
}

TEST(Frame, WritesTheMaskBehindTheLength) {
    MaskKey mask = 0;
    std::memcpy(&mask, "\x01\x02\x03\x04", sizeof mask);

    EXPECT_EQ(header(1, mask), "0x828101020304");
    EXPECT_EQ(header(65'536, mask), "0x82ff000000000001000001020304");
}

TEST(Frame, OfAnIntermediateFragmentHasNoLastBit) {
    std::array<char, max_header_bytes> written{};

    EXPECT_EQ(hex({written.data(), write_header(written.data(), Opcode::continuation, false, 3)}), "0x0003");
}

TEST(Frame, IsReadAsItWasWrittenAtEveryLength) {
    for (const std::size_t bytes : {0, 1, 3, 7, 8, 9, 125, 126, 1000, 65'535, 65'536, 70'000}) {
        const std::string payload(bytes, 'm');
        std::string plain;
        std::string masked;
        append_frame(plain, Opcode::text, payload);
        append_masked_frame(masked, Opcode::text, payload, key);

        EXPECT_EQ(read(Sender::server, plain), "text(" + payload + ")");
        EXPECT_EQ(read(Sender::client, masked), "text(" + payload + ")");
    }
}

TEST(Frame, IsAppended) {
    std::string out = "before";

    append_masked_frame(out, Opcode::text, "a", key);
    append_masked_frame(out, Opcode::text, "b", key);

    EXPECT_EQ(out.substr(0, 6), "before");
    EXPECT_EQ(read(Sender::client, out.substr(6)), "text(a) text(b)");
}

TEST(Frame, OfAClosingHasCodeAndReason) {
    std::string plain;
    std::string masked;
    append_close(plain, close_code::going_away, "the broker stops");
    append_masked_close(masked, close_code::normal, "", key);

    EXPECT_EQ(read(Sender::server, plain), "close(1001 the broker stops)");
    EXPECT_EQ(read(Sender::client, masked), "close(1000)");
}

TEST(Frame, OfAClosingCutsALongReasonBetweenCharacters) {
    std::string reason;
    for (int i = 0; i < 50; ++i) {
        reason += "\xE2\x82\xAC";
    }
    std::string bytes;

    append_close(bytes, close_code::normal, reason);

    EXPECT_EQ(read(Sender::server, bytes), "close(1000 " + reason.substr(0, 123) + ")");
}

TEST(Unmask, TurnsTheKeyToTheOffset) {
    const std::string text = "the quick brown fox jumps over the lazy dog";
    std::string whole = text;
    unmask(whole.data(), whole.size(), key);
    ASSERT_NE(whole, text);

    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        std::string pieces = text;
        unmask(pieces.data(), cut, key);
        unmask(pieces.data() + cut, pieces.size() - cut, key, cut);
        EXPECT_EQ(pieces, whole) << cut;
    }
}

}  // namespace
}  // namespace logbeam::websocket
