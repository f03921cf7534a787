#include "websocket/decoder.hpp"

#include "unit/websocket/noting_sink.hpp"
#include "websocket/frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace logbeam::websocket {
namespace {

std::string masked(Opcode opcode, std::string_view payload) {
    std::string bytes;
    append_masked_frame(bytes, opcode, payload, 0x9A3C71E5);
    return bytes;
}

std::string plain(Opcode opcode, std::string_view payload) {
    std::string bytes;
    append_frame(bytes, opcode, payload);
    return bytes;
}

// Remembers where the last message lay, and ends the conversation if told to.
class PointingSink final : public MessageSink {
public:
    explicit PointingSink(Decoder& decoder) : decoder_{decoder} {}

    void on_text(std::string_view text) override {
        at = text.data();
        ++messages;
        if (stops) decoder_.stop();
    }
    void on_binary(std::string_view bytes) override { on_text(bytes); }
    void on_ping(std::string_view /*payload*/) override {}
    void on_pong(std::string_view /*payload*/) override {}
    void on_close(std::uint16_t /*code*/, std::string_view /*reason*/) override {}

    const char* at = nullptr;
    int messages = 0;
    bool stops = false;

private:
    Decoder& decoder_;
};

TEST(Decoder, HandsOverAWholeMessageWithoutACopy) {
    Decoder decoder{Sender::client};
    PointingSink sink{decoder};
    std::string bytes = masked(Opcode::binary, std::string(500, 'x'));

    EXPECT_FALSE(decoder.feed(bytes.data(), bytes.size(), sink));

    EXPECT_EQ(sink.at, bytes.data() + 8);
    EXPECT_EQ(bytes.substr(8), std::string(500, 'x'));
}

TEST(Decoder, PutsAMessageTogetherThatComesInPieces) {
    Decoder decoder{Sender::client};
    NotingSink sink;
    const std::string text(100'000, 'y');
    const std::string bytes = masked(Opcode::text, text);

    for (std::size_t at = 0; at < bytes.size(); at += 4093) {
        sink.take(decoder, bytes.substr(at, 4093));
    }

    EXPECT_EQ(sink.notes, "text(" + text + ")");
}

TEST(Decoder, HandsOverNothingAfterItsSinkSaidStop) {
    Decoder decoder{Sender::server};
    PointingSink sink{decoder};
    sink.stops = true;
    std::string bytes = plain(Opcode::text, "a") + plain(Opcode::text, "b");

    EXPECT_FALSE(decoder.feed(bytes.data(), bytes.size(), sink));
    EXPECT_FALSE(decoder.feed(bytes.data(), bytes.size(), sink));

    EXPECT_EQ(sink.messages, 1);
    EXPECT_TRUE(decoder.is_over());
}

TEST(Decoder, TellsAViolationOnce) {
    Decoder decoder{Sender::server};
    NotingSink sink;

    sink.take(decoder, plain(Opcode{3}, ""));
    sink.take(decoder, plain(Opcode::text, "late"));

    EXPECT_EQ(sink.notes, "violation(1002)");
}

TEST(Decoder, TakesAMessageOfExactlyTheLimitAndNotOneByteMore) {
    NotingSink within;
    NotingSink beyond;
    Decoder strict{Sender::server, 1000};
    Decoder other{Sender::server, 1000};

    within.take(strict, plain(Opcode::text, std::string(1000, 'z')));
    beyond.take(other, plain(Opcode::text, std::string(1001, 'z')));

    EXPECT_EQ(within.notes, "text(" + std::string(1000, 'z') + ")");
    EXPECT_EQ(beyond.notes, "violation(1009)");
}

TEST(Decoder, TakesLargestControlFrames) {
    Decoder decoder{Sender::server};
    NotingSink sink;

    sink.take(decoder, plain(Opcode::ping, std::string(125, 'p')));
    sink.take(decoder, plain(Opcode::ping, std::string(126, 'p')));

    EXPECT_EQ(sink.notes, "ping(" + std::string(125, 'p') + ") violation(1002)");
}

}  // namespace
}  // namespace logbeam::websocket
