#include "transport/nats/address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::transport {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(NatsAddress, HasThePortOfNatsUnlessItNamesOne) {
    EXPECT_THAT(NatsAddress::parse("nats://one").value().servers, ElementsAre("one:4222"));
    EXPECT_THAT(NatsAddress::parse("nats://one:14222/").value().servers, ElementsAre("one:14222"));
    EXPECT_THAT(NatsAddress::parse("nats://[::1]").value().servers, ElementsAre("[::1]:4222"));
}

TEST(NatsAddress, MayNameSeveralServersWithOrWithoutTheirScheme) {
    EXPECT_THAT(NatsAddress::parse("nats://one,two:4223,nats://three").value().servers,
                ElementsAre("one:4222", "two:4223", "three:4222"));
}

TEST(NatsAddress, IsSecureUnderTls) {
    EXPECT_TRUE(NatsAddress::parse("tls://one").value().is_secure);
    EXPECT_FALSE(NatsAddress::parse("nats://one").value().is_secure);
}

TEST(NatsAddress, TakesAUserWithAPassword) {
    const auto address = NatsAddress::parse("nats://ann:p@ss:word@one,two").value();

    EXPECT_EQ(address.user, "ann");
    EXPECT_EQ(address.password, "p@ss:word");
    EXPECT_THAT(address.servers, ElementsAre("one:4222", "two:4222"));
}

TEST(NatsAddress, TakesAToken) {
    EXPECT_EQ(NatsAddress::parse("nats://s3cret@one").value().token, "s3cret");
}

TEST(NatsAddress, KeepsTheLoginOutOfItsErrors) {
    const auto address = NatsAddress::parse("nats://ann:s3cret@one:0");

    ASSERT_FALSE(address);
    EXPECT_EQ(address.error().code, ErrorCode::malformed_url);
    EXPECT_THAT(address.error().detail, Not(HasSubstr("s3cret")));
}

TEST(NatsAddress, KeepsALoginInALaterServerOutOfItsErrors) {
    const auto address = NatsAddress::parse("nats://one,ann:s3cret@two");

    ASSERT_FALSE(address);
    EXPECT_EQ(address.error().detail, "'nats://two' has a user of its own; say it once, in the first server");
}

TEST(NatsAddress, RefusesAPathAndAMissingHost) {
    EXPECT_EQ(NatsAddress::parse("nats://one/events").error().detail,
              "'nats://one/events' has a path; NATS has none, leave it out");
    EXPECT_FALSE(NatsAddress::parse("nats://"));
    EXPECT_FALSE(NatsAddress::parse("nats://one,"));
}

}  // namespace
}  // namespace logbeam::transport
