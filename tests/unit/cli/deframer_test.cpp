#include "cli/bench/deframer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::cli {
namespace {

using ::testing::ElementsAre;

// As a server sends it: not masked.
std::string server_frame(Opcode opcode, const std::string& payload) {
    std::string frame{static_cast<char>(0x80 | static_cast<int>(opcode))};
    if (payload.size() < 126) {
        frame += static_cast<char>(payload.size());
    } else {
        frame += static_cast<char>(126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    }
    return frame + payload;
}

TEST(Deframer, HandsOutPayloadsAndControlFramesWhereverTheStreamIsCut) {
    const std::string longer(300, 'x');
    const std::string stream = server_frame(Opcode::text, "one") + server_frame(Opcode::ping, "") +
                               server_frame(Opcode::binary, longer) + server_frame(Opcode::close, "bye");

    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        Deframer deframer;
        std::string payload;
        std::vector<std::string> control;
        const auto feed = [&](std::string_view bytes) {
            deframer.feed(
                bytes, [&](std::string_view piece) { payload += piece; },
                [&](Opcode opcode, std::string_view text) {
                    control.push_back((opcode == Opcode::ping ? "ping " : "close ") + std::string{text});
                });
        };
        feed(std::string_view{stream}.substr(0, cut));
        feed(std::string_view{stream}.substr(cut));

        EXPECT_EQ(payload, "one" + longer) << "cut at " << cut;
        EXPECT_THAT(control, ElementsAre("ping ", "close bye")) << "cut at " << cut;
        EXPECT_EQ(deframer.frames(), 4u);
    }
}

TEST(ClientFrame, IsMaskedAndHasTheShortestLength) {
    std::string frame;
    append_client_frame(frame, Opcode::binary, std::string(300, 'a'));

    ASSERT_EQ(frame.size(), 2u + 2 + 4 + 300);
    EXPECT_EQ(static_cast<unsigned char>(frame[0]), 0x82);
    EXPECT_EQ(static_cast<unsigned char>(frame[1]), 0x80 | 126);
    for (std::size_t at = 0; at < 300; ++at) {
        EXPECT_EQ(frame[8 + at] ^ frame[4 + at % 4], 'a');
    }
}

}  // namespace
}  // namespace logbeam::cli
