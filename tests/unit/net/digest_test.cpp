#include "net/digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::net {
namespace {

TEST(Sha256, IsWhatTheStandardSays) {  // the examples of FIPS 180-2
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, CoversEveryLengthAroundABlock) {
    // of the digests of 0 to 130 letters in a row, as `sha256sum` makes them
    std::string digests;
    for (std::size_t length = 0; length <= 130; ++length) {
        digests += sha256_hex(std::string(length, 'x'));
    }

    EXPECT_EQ(sha256_hex(digests), "87aca1c44bc7ba8897768170211f0a02063de70801131ff86c7edb9ce32c6a50");
}

TEST(HmacSha256, IsWhatTheStandardSays) {  // RFC 4231, test cases 1, 2 and 6
    EXPECT_EQ(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There"),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hmac_sha256_hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(ConstantTimeEqual, IsEqualityOfTexts) {
    EXPECT_TRUE(constant_time_equal("", ""));
    EXPECT_TRUE(constant_time_equal("s3cret", "s3cret"));
    EXPECT_FALSE(constant_time_equal("s3cret", "s3creT"));
    EXPECT_FALSE(constant_time_equal("s3cret", "s3cre"));
    EXPECT_FALSE(constant_time_equal("", "a"));
}

}  // namespace
}  // namespace logbeam::net
