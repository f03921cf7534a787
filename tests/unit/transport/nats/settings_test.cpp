#include "transport/nats/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::transport {
namespace {

using ::testing::ElementsAre;

std::string refusal(const NatsOptions& options, const std::string& url = "nats://one") {
    try {
        (void)NatsSettings::from(url, options, {});
        return "taken";
    } catch (const Failure& failure) {
        return failure.error().detail;
    }
}

TEST(NatsSettings, JoinsTheServersOfUrlAndOptions) {
    NatsOptions options;
    options.servers = {"two", "nats://three:4223"};

    EXPECT_THAT(NatsSettings::from("nats://one", options, {}).servers,
                ElementsAre("one:4222", "two:4222", "three:4223"));
}

TEST(NatsSettings, TakeTheLoginOfTheUrl) {
    const auto settings = NatsSettings::from("nats://ann:s3cret@one", {}, {});

    EXPECT_EQ(settings.options.user, "ann");
    EXPECT_EQ(settings.options.password, "s3cret");
}

TEST(NatsSettings, RefuseTwoWaysToLogIn) {
    NatsOptions options;
    options.user = "ann";

    EXPECT_EQ(refusal(options, "nats://token@one"),
              "NatsOptions: choose one of token, user, nkey and credentials_file");
    EXPECT_EQ(refusal(options, "nats://bob:x@one"), "NatsOptions::user is in the URL, too; say it once");
}

TEST(NatsSettings, RefuseHalfOfAPair) {
    NatsOptions password;
    password.password = "x";
    NatsOptions certificate;
    certificate.tls_certificate_file = "/dev/null";
    NatsOptions seed;
    seed.nkey_seed_file = "/dev/null";

    EXPECT_EQ(refusal(password), "NatsOptions::password needs a user; say who it is");
    EXPECT_EQ(refusal(certificate), "NatsOptions::tls_certificate_file and tls_key_file go together; name both");
    EXPECT_EQ(refusal(seed), "NatsOptions::nkey and nkey_seed_file go together; name both");
}

TEST(NatsSettings, RefuseAFileThatCannotBeRead) {
    NatsOptions options;
    options.credentials_file = "/nowhere/user.creds";

    EXPECT_EQ(refusal(options),
              "NatsOptions::credentials_file '/nowhere/user.creds' cannot be read: No such file or directory");
}

TEST(NatsSettings, RefuseACaFileThatCannotBeRead) {
    EXPECT_THROW((void)NatsSettings::from("nats://one", {}, "/nowhere/ca.pem"), Failure);
}

TEST(NatsSettings, RefuseAMappingWithoutTopic) {
    NatsOptions options;
    options.subject = "events";

    EXPECT_EQ(refusal(options), "NatsOptions::subject 'events' does not end with {topic}; write it as "
                                "logbeam.event.{topic}");
}

}  // namespace
}  // namespace logbeam::transport
