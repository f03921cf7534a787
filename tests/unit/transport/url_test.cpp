#include "transport/url.hpp"

#include "transport/factory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::transport {
namespace {

using ::testing::HasSubstr;

Url parsed(std::string_view text) {
    return Url::parse(text).value();
}

TEST(Url, HasSchemeHostPortAndPath) {
    const Url url = parsed("ws://example.com:3030/ingest?x=1");

    EXPECT_EQ(url.scheme, "ws");
    EXPECT_EQ(url.host, "example.com");
    EXPECT_EQ(url.port, 3030);
    EXPECT_EQ(url.path, "/ingest?x=1");
}

TEST(Url, NeedsNeitherPortNorPath) {
    const Url url = parsed("nats://example.com");

    EXPECT_EQ(url.host, "example.com");
    EXPECT_EQ(url.port, 0);
    EXPECT_EQ(url.path, "");
}

TEST(Url, MayHaveAQueryWithoutAPath) {
    const Url url = parsed("ws://example.com:80?token=x:y");

    EXPECT_EQ(url.host, "example.com");
    EXPECT_EQ(url.port, 80);
    EXPECT_EQ(url.path, "?token=x:y");
}

TEST(Url, MayNameAnIpv6Address) {
    EXPECT_EQ(parsed("ws://[::1]:3030/x").host, "[::1]");
    EXPECT_EQ(parsed("ws://[::1]:3030/x").port, 3030);
    EXPECT_EQ(parsed("ws://[fe80::1]").host, "[fe80::1]");
}

TEST(Url, TakesTheWholeRangeOfPorts) {
    EXPECT_EQ(parsed("ws://h:1").port, 1);
    EXPECT_EQ(parsed("ws://h:65535").port, 65535);
}

struct MalformedUrl {
    const char* text;
    const char* why;
};

void PrintTo(const MalformedUrl& url, std::ostream* out) {
    *out << url.text;
}

struct MalformedUrlTest : ::testing::TestWithParam<MalformedUrl> {};

TEST_P(MalformedUrlTest, IsRefusedWithTheReason) {
    const auto url = Url::parse(GetParam().text);

    ASSERT_FALSE(url.ok());
    EXPECT_EQ(url.error().code, ErrorCode::malformed_url);
    EXPECT_EQ(url.error().detail, "'" + std::string{GetParam().text} + "' " + GetParam().why);
}

constexpr const char* no_scheme = "has no scheme; write it as ws://host:port";
constexpr const char* bad_port = "has a malformed port; it is a number from 1 to 65535";

INSTANTIATE_TEST_SUITE_P(
    Url, MalformedUrlTest,
    ::testing::Values(MalformedUrl{"", no_scheme}, MalformedUrl{"host:3030", no_scheme},
                      MalformedUrl{"://host", no_scheme}, MalformedUrl{"ws:/host", no_scheme},
                      MalformedUrl{"w s://host", "has a malformed scheme; write it as ws://host:port"},
                      MalformedUrl{"WS://host", "has a malformed scheme; write it as ws://host:port"},
                      MalformedUrl{"ws://", "names no host"}, MalformedUrl{"ws://:3030", "names no host"},
                      MalformedUrl{"ws:///path", "names no host"}, MalformedUrl{"ws://ho st", "has a malformed host"},
                      MalformedUrl{"ws://user@host", "has a malformed host"}, MalformedUrl{"ws://host:", bad_port},
                      MalformedUrl{"ws://host:0", bad_port}, MalformedUrl{"ws://host:65536", bad_port},
                      MalformedUrl{"ws://host:-1", bad_port}, MalformedUrl{"ws://host:80x", bad_port},
                      MalformedUrl{"ws://[::1]x", bad_port},
                      MalformedUrl{"ws://[::1", "opens an IPv6 address with '[' and does not close it"}));

TEST(TransportFactory, MakesATransportAsOftenAsNeeded) {
    const auto make = transport_for("inproc://somewhere");

    EXPECT_NE(make(), nullptr);
    EXPECT_NE(make(), make());
}

TEST(TransportFactory, RefusesASchemeThatThisBuildDoesNotSpeak) {
    try {
        (void)transport_for("gopher://host");
        FAIL() << "it was taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().code, ErrorCode::unsupported_scheme);
        EXPECT_THAT(failure.error().detail, HasSubstr("gopher://"));
    }
}

}  // namespace
}  // namespace logbeam::transport
