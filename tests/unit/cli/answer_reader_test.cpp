#include "cli/http/answer_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::cli {
namespace {

constexpr std::string_view chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nServer: x\r\n\r\n"
                                     "5\r\nhello\r\n7;note=1\r\n, world\r\n0\r\n\r\n";
constexpr std::string_view counted = "HTTP/1.1 404 Not Found\r\ncontent-length:  5\r\n\r\nwhere";
constexpr std::string_view open_ended = "HTTP/1.0 200 OK\r\n\r\nall that comes";

struct Read {
    std::string body;
    unsigned status = 0;
    bool is_done = false;
    bool is_well = true;
};

// Reads it in pieces of that size.
Read read(std::string_view text, std::size_t piece) {
    AnswerReader reader;
    Read read;
    for (; read.is_well && !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        read.is_well = reader.receive(text.substr(0, piece), read.body).ok();
    read.status = reader.status();
    read.is_done = reader.is_done();
    return read;
}

TEST(AnAnswer, IsReadWhateverThePiecesItComesIn) {
    for (std::size_t piece = 1; piece < chunked.size() + 1; ++piece) {
        const Read all = read(chunked, piece);

        EXPECT_EQ(all.body, "hello, world") << piece;
        EXPECT_EQ(all.status, 200u);
        EXPECT_TRUE(all.is_done);
    }
}

TEST(AnAnswer, IsAsLongAsItSays) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}}) {
        const Read all = read(counted, piece);

        EXPECT_EQ(all.body, "where");
        EXPECT_EQ(all.status, 404u);
        EXPECT_TRUE(all.is_done);
    }
}

TEST(AnAnswer, WithoutALengthEndsWithTheConnection) {
    AnswerReader reader;
    std::string body;
    ASSERT_TRUE(reader.receive(open_ended, body));
    EXPECT_FALSE(reader.is_done());

    EXPECT_TRUE(reader.end());

    EXPECT_TRUE(reader.is_done());
    EXPECT_EQ(body, "all that comes");
}

TEST(AnAnswer, ThatIsBrokenOffIsAnError) {
    for (const auto text : {chunked.substr(0, 80), counted.substr(0, counted.size() - 1), chunked.substr(0, 20)}) {
        AnswerReader reader;
        std::string body;
        ASSERT_TRUE(reader.receive(text, body));

        EXPECT_FALSE(reader.end()) << text;
    }
}

TEST(AnAnswer, ThatIsNotHttpIsAnError) {
    for (const std::string_view text :
         {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "\r\n\r\n"}) {
        EXPECT_FALSE(read(text, 1000).is_well) << text;
    }
    EXPECT_FALSE(read(std::string(100'000, 'x'), 1000).is_well);
}

}  // namespace
}  // namespace logbeam::cli
