#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"
#include "websocket/frame.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// RFC 6455 over a raw socket, on the native path and on one of the realtime pattern.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawWebSocket;
using ::testing::HasSubstr;
using ::testing::Not;
using websocket::Opcode;

constexpr websocket::MaskKey key = 0x0badf00d;

// A frame with any first byte, masked.
std::string frame(int first_byte, std::string payload) {
    std::string bytes;
    websocket::append_masked_frame(bytes, Opcode::text, payload, key);
    bytes[0] = static_cast<char>(first_byte);
    return bytes;
}

struct Rfc6455 : ::testing::TestWithParam<const char*> {
    [[nodiscard]] std::optional<std::uint16_t> close_code_after(const std::string& bytes) {
        RawWebSocket client{broker.port(), GetParam()};
        client.send_raw(bytes);
        return client.close_code();
    }
    // The frames make up this client's one message, which has to be understood.
    void expect_understood(const std::vector<std::string>& frames) {
        RawWebSocket client{broker.port(), GetParam()};
        for (const std::string& each : frames)
            client.send_raw(each);
        EXPECT_TRUE(client.next_with(answer).has_value());
        EXPECT_FALSE(client.has_broken_frames());
    }

    const bool is_native = std::string_view{GetParam()} == "/ws";
    const std::string message = is_native ? R"({"kind":"hello","version":1,"source":"gr\u00fcn gr)"
                                            "\xc3\xbc"
                                            R"(n"})"
                                          : R"({"id":"e","type":"t","source":"gr)"
                                            "\xc3\xbc"
                                            R"(n","data":"understood"})";
    const std::string answer = is_native ? "welcome" : "understood";
    BrokerRig broker;
};

TEST_P(Rfc6455, AcceptsTheHandshake) {
    const RawWebSocket client{broker.port(), GetParam(), "Sec-WebSocket-Extensions: permessage-deflate\r\n"};

    EXPECT_THAT(client.handshake(), HasSubstr("HTTP/1.1 101"));
    EXPECT_THAT(client.handshake(), HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    EXPECT_THAT(client.handshake(), Not(HasSubstr("Sec-WebSocket-Extensions")));
}

TEST_P(Rfc6455, RefusesAHandshakeThatIsNone) {
    const auto status_of = [this](std::string_view headers) {
        return test::get(broker.port(), GetParam(),
                         std::string{"Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"}.append(headers))
            .status;
    };

    EXPECT_EQ(status_of("Sec-WebSocket-Version: 13\r\n"), 400);
    EXPECT_EQ(status_of("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n"), 400);
    EXPECT_EQ(status_of("Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"), 426);
}

TEST_P(Rfc6455, TakesAMessageInOneFrame) {
    expect_understood({frame(0x81, message)});
}

TEST_P(Rfc6455, TakesAMessageInPiecesThatCutCharacters) {
    const std::size_t cut = message.find("\xc3") + 1;
    expect_understood({frame(0x01, message.substr(0, cut)), frame(0x00, ""), frame(0x80, message.substr(cut))});
}

TEST_P(Rfc6455, AnswersControlFramesBetweenPieces) {
    RawWebSocket client{broker.port(), GetParam()};

    client.send_raw(frame(0x01, message.substr(0, 5)));
    client.send_raw(frame(0x89, "between"));
    client.send_raw(frame(0x8a, "unasked"));
    client.send_raw(frame(0x80, message.substr(5)));

    EXPECT_TRUE(client.next_with(answer).has_value());
    EXPECT_EQ(client.pongs(), 1U);
}

TEST_P(Rfc6455, TakesAFrameByteByByte) {
    RawWebSocket client{broker.port(), GetParam()};

    for (const char byte : frame(0x81, message))
        client.send_raw({&byte, 1});

    EXPECT_TRUE(client.next_with(answer).has_value());
}

TEST_P(Rfc6455, EchoesTheCodeOfAClose) {
    EXPECT_EQ(close_code_after(frame(0x88, std::string{"\x03\xe8", 2} + "bye")), 1000);
    EXPECT_EQ(close_code_after(frame(0x88, std::string{"\x0f\xa0", 2})), 4000);
    EXPECT_EQ(close_code_after(frame(0x88, "")), 1000);
}

TEST_P(Rfc6455, ClosesOnAProtocolError) {
    std::string unmasked = frame(0x81, message);
    unmasked[1] = static_cast<char>(unmasked[1] & 0x7f);
    EXPECT_EQ(close_code_after(unmasked), 1002);
    for (const int reserved : {0xc1, 0xa1, 0x91})
        EXPECT_EQ(close_code_after(frame(reserved, message)), 1002);
    for (const int opcode : {0x83, 0x87, 0x8b, 0x8f})
        EXPECT_EQ(close_code_after(frame(opcode, "x")), 1002);
    EXPECT_EQ(close_code_after(frame(0x80, "no message goes on")), 1002);
    EXPECT_EQ(close_code_after(frame(0x01, "a") + frame(0x81, "another")), 1002);
    EXPECT_EQ(close_code_after(frame(0x09, "a ping in pieces")), 1002);
    EXPECT_EQ(close_code_after(frame(0x89, std::string(126, 'x'))), 1002);
    EXPECT_EQ(close_code_after(frame(0x88, "\x03")), 1002);
    for (const char* code : {"\x03\xec", "\x03\xed", "\x03\xee", "\x03\xf7", "\x03\xe7", "\x07\xd0", "\x13\x88"}) {
        EXPECT_EQ(close_code_after(frame(0x88, std::string{code, 2})), 1002);
    }
}

TEST_P(Rfc6455, ClosesOnTextThatIsNotUtf8) {
    EXPECT_EQ(close_code_after(frame(0x81, "\xff")), 1007);
    EXPECT_EQ(close_code_after(frame(0x01, "\xc3") + frame(0x80, "x")), 1007);
    EXPECT_EQ(close_code_after(frame(0x81, "\xed\xa0\x80")), 1007);
    EXPECT_EQ(close_code_after(frame(0x88, std::string{"\x03\xe8\xff", 3})), 1007);
}

TEST_P(Rfc6455, ClosesOnAMessageThatIsTooLargeBeforeItCame) {
    EXPECT_EQ(close_code_after(std::string{"\x81\xff\x00\x00\x00\x00\x7f\xff\xff\xff", 10} + "mask"), 1009);
    EXPECT_EQ(close_code_after(std::string{"\x81\xff\x80\x00\x00\x00\x00\x00\x00\x00", 10} + "mask"), 1002);
}

INSTANTIATE_TEST_SUITE_P(Paths, Rfc6455, ::testing::Values("/ws", "/orders"),
                         [](const auto& tested) { return std::string{tested.param + 1}; });

}  // namespace
}  // namespace logbeam
