#include "transport/websocket/address.hpp"
#include "transport/websocket/connector.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace logbeam::transport {
namespace {

Target target(std::string_view url) {
    return target_of(Url::parse(url).value());
}

TEST(Target, HasTheProjectsPortUnlessTheUrlHasOne) {
    EXPECT_EQ(target("ws://logs.example").authority, "logs.example:3030");
    EXPECT_EQ(target("wss://logs.example").authority, "logs.example:3030");
    EXPECT_EQ(target("wss://logs.example:443").authority, "logs.example:443");
}

TEST(Target, HasTheNativePathUnlessTheUrlHasOne) {
    EXPECT_EQ(target("ws://h").path, "/ws");
    EXPECT_EQ(target("ws://h/").path, "/ws");
    EXPECT_EQ(target("ws://h/?a=1").path, "/ws?a=1");
    EXPECT_EQ(target("ws://h?a=1").path, "/ws?a=1");
    EXPECT_EQ(target("ws://h/logs/ws?a=1#part").path, "/logs/ws?a=1");
}

TEST(Target, IsSecureByItsScheme) {
    EXPECT_FALSE(target("ws://h").is_secure);
    EXPECT_TRUE(target("wss://h").is_secure);
}

TEST(Target, KeepsTheBracketsOfAnIpv6AddressOnlyWhereTheyBelong) {
    const Target six = target("ws://[::1]:9");

    EXPECT_EQ(six.authority, "[::1]:9");
    EXPECT_EQ(six.endpoint.host, "::1");
    EXPECT_EQ(six.endpoint.port, 9);
}

TEST(Addresses, OfNumbersAndOfLocalhostNeedNoResolver) {
    EXPECT_EQ(addresses_at_once({"127.0.0.1", 1}).size(), 1U);
    EXPECT_EQ(addresses_at_once({"::1", 1}).size(), 1U);
    EXPECT_EQ(addresses_at_once({"localhost", 1}).size(), 2U);
    EXPECT_TRUE(addresses_at_once({"logs.example", 1}).empty());
}

}  // namespace
}  // namespace logbeam::transport
