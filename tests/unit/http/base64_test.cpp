#include "http/base64.hpp"

#include <gtest/gtest.h>

namespace logbeam::http {
namespace {

TEST(Base64, IsWrittenAsTheRfcSays) {  // RFC 4648, 10
    EXPECT_EQ(to_base64(""), "");
    EXPECT_EQ(to_base64("f"), "Zg==");
    EXPECT_EQ(to_base64("fo"), "Zm8=");
    EXPECT_EQ(to_base64("foo"), "Zm9v");
    EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64("\xff\xfe\xfd"), "//79");
}

TEST(Base64, IsToldFromOtherText) {
    for (const auto* text : {"", "Zg==", "Zm8=", "Zm9v", "//79"}) {
        EXPECT_TRUE(is_base64(text)) << text;
    }
    for (const auto* text : {"Z", "Zg=", "Z===", "=Zg=", "Zg =", "Zm-_", "Zg==\n"}) {
        EXPECT_FALSE(is_base64(text)) << text;
    }
}

}  // namespace
}  // namespace logbeam::http
