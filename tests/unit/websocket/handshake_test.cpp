#include "websocket/handshake.hpp"

#include "unit/websocket/noting_sink.hpp"
#include "websocket/sha1.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace logbeam::websocket {
namespace {

std::string digest(std::string_view text) {
    const auto bytes = sha1(text);
    return hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// The examples of RFC 3174 and FIPS 180.
TEST(Sha1, GivesTheDigestsOfItsStandard) {
    EXPECT_EQ(digest(""), "0xda39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(digest("abc"), "0xa9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "0x84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(digest(std::string(1'000'000, 'a')), "0x34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Handshake, AnswersTheKeyOfTheStandard) {
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, MakesAKeyOfRandomBytes) {
    const std::string_view nonce = "the sample nonce";
    std::array<unsigned char, 16> random{};
    std::copy(nonce.begin(), nonce.end(), random.begin());

    EXPECT_EQ(client_key(random), "dGhlIHNhbXBsZSBub25jZQ==");
}

TEST(Handshake, KnowsAKeyByItsForm) {
    EXPECT_TRUE(is_client_key("dGhlIHNhbXBsZSBub25jZQ=="));
    EXPECT_TRUE(is_client_key(client_key({})));

    for (const auto* other : {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZ===",
                              "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub2 jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}) {
        EXPECT_FALSE(is_client_key(other)) << other;
    }
}

TEST(Handshake, FindsATokenInAListInAnyCase) {
    EXPECT_TRUE(has_token("Upgrade", "upgrade"));
    EXPECT_TRUE(has_token("keep-alive,\tUPGRADE ", "upgrade"));
    EXPECT_FALSE(has_token("upgraded", "upgrade"));
    EXPECT_FALSE(has_token("", "upgrade"));
    EXPECT_FALSE(has_token("keep-alive, ", "upgrade"));
}

TEST(Handshake, FindsASubprotocolOnlyAsItIsWritten) {
    EXPECT_TRUE(offers_subprotocol("logbeam.v1", "logbeam.v1"));
    EXPECT_TRUE(offers_subprotocol("mqtt , logbeam.v1", "logbeam.v1"));
    EXPECT_FALSE(offers_subprotocol("Logbeam.v1", "logbeam.v1"));
    EXPECT_FALSE(offers_subprotocol("logbeam.v10", "logbeam.v1"));
    EXPECT_FALSE(offers_subprotocol("", "logbeam.v1"));
}

}  // namespace
}  // namespace logbeam::websocket
