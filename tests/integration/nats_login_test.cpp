#include "support/certificates.hpp"
#include "support/nats_connection.hpp"
#include "support/nats_server.hpp"
#include "support/test_data.hpp"
#include "unit/channel/live_connection.hpp"

#include <logbeam/realtime_client.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <fstream>
#include <iterator>
#include <string>

// How a connection shows a nats-server who it is, and sees whom it talks to.
namespace logbeam::test {
namespace {

using channel::EnvironmentVariable;

std::string content_of(const std::string& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

struct NatsLoginTest : ::testing::Test {
    [[nodiscard]] bool is_let_in(const std::string& url) {
        Connection connection{url, options};
        spdlog::logger logger{"orders", make_spdlog_sink(connection)};
        logger.info("x");
        const bool is_decided = comes_true(
            [&] { return connection.state() == ConnectionState::away || connection.stats().acknowledged == 1; });
        return is_decided && connection.stats().acknowledged == 1;
    }

    Complaints complaints;
    ConnectionOptions options = complaints.options();
};

TEST_F(NatsLoginTest, TakesUserAndPasswordFromTheUrl) {
    const NatsServer server{{false, "authorization { user: ann, password: s3cret }"}};

    EXPECT_TRUE(is_let_in("nats://ann:s3cret@" + server.address()));
}

TEST_F(NatsLoginTest, TakesUserAndPasswordFromTheOptions) {
    const NatsServer server{{false, "authorization { user: ann, password: s3cret }"}};
    options.nats.user = "ann";
    options.nats.password = "s3cret";

    EXPECT_TRUE(is_let_in(server.url()));
}

TEST_F(NatsLoginTest, TakesTheRealtimePatternsEnvironment) {
    const NatsServer server{{false, "authorization { user: ann, password: s3cret }"}};
    const EnvironmentVariable transport{"REALTIME_TRANSPORT", "nats"};
    const EnvironmentVariable url{"NATS_URL", server.url()};
    const EnvironmentVariable user{"NATS_USER", "ann"};
    const EnvironmentVariable password{"NATS_PASSWORD", "s3cret"};

    RealtimeClient client = RealtimeClient::from_environment(options);

    EXPECT_TRUE(client.init(patience));
}

TEST_F(NatsLoginTest, SaysThatAPasswordIsWrongWithoutSayingIt) {
    const NatsServer server{{false, "authorization { user: ann, password: s3cret }"}};

    EXPECT_FALSE(is_let_in("nats://ann:guess@" + server.address()));

    EXPECT_TRUE(complaints.has(ErrorCode::unauthorized, "cannot connect to NATS at " + server.address()));
    EXPECT_FALSE(complaints.has(ErrorCode::unauthorized, "guess"));
}

TEST_F(NatsLoginTest, TakesTheConnectionsToken) {
    const NatsServer server{{false, "authorization { token: s3cret }"}};
    options.token = "s3cret";

    EXPECT_TRUE(is_let_in(server.url()));
}

TEST_F(NatsLoginTest, TakesATokenFromTheUrl) {
    const NatsServer server{{false, "authorization { token: s3cret }"}};

    EXPECT_TRUE(is_let_in("nats://s3cret@" + server.address()));
}

TEST_F(NatsLoginTest, SignsWithAnNkey) {
    const NatsServer server{{false, content_of(data_path("nats/nkey.conf"))}};
    options.nats.nkey = content_of(data_path("nats/user.pub"));
    options.nats.nkey_seed_file = data_path("nats/user.nk");

    EXPECT_TRUE(is_let_in(server.url()));
}

TEST_F(NatsLoginTest, SignsWithACredentialsFile) {
    const NatsServer server{{false, content_of(data_path("nats/operator.conf"))}};
    options.nats.credentials_file = data_path("nats/user.creds");

    EXPECT_TRUE(is_let_in(server.url()));
}

TEST_F(NatsLoginTest, IsNotLetInWithoutTheCredentials) {
    const NatsServer server{{false, content_of(data_path("nats/operator.conf"))}};

    EXPECT_FALSE(is_let_in(server.url()));
}

#ifdef LOGBEAM_TLS

struct NatsTlsTest : NatsLoginTest {
    [[nodiscard]] std::string tls(const std::string& names, const std::string& more = {}) {
        const auto files = certificates.issue(names);
        return "tls { cert_file: \"" + files.chain + "\", key_file: \"" + files.key + "\"" + more + " }";
    }
    static std::string at(const NatsServer& server) { return "tls://" + server.address(); }

    Certificates certificates;
};

TEST_F(NatsTlsTest, SpeaksTlsWithAServerThatItsCaKnows) {
    const NatsServer server{{false, tls("IP:127.0.0.1")}};
    options.tls_ca_file = certificates.ca_file();

    EXPECT_TRUE(is_let_in(at(server)));
}

TEST_F(NatsTlsTest, SpeaksTlsWhereTheServerAsksForIt) {
    const NatsServer server{{false, tls("IP:127.0.0.1")}};
    options.tls_ca_file = certificates.ca_file();

    EXPECT_TRUE(is_let_in(server.url()));
}

TEST_F(NatsTlsTest, RefusesAServerThatNoCaKnows) {
    const NatsServer server{{false, tls("IP:127.0.0.1")}};

    EXPECT_FALSE(is_let_in(at(server)));
}

TEST_F(NatsTlsTest, RefusesAServerOfAnotherName) {
    const NatsServer server{{false, tls("DNS:elsewhere.example")}};
    options.tls_ca_file = certificates.ca_file();

    EXPECT_FALSE(is_let_in(at(server)));
}

TEST_F(NatsTlsTest, RefusesAServerWithoutTls) {
    const NatsServer server;

    EXPECT_FALSE(is_let_in(at(server)));
}

TEST_F(NatsTlsTest, ShowsItsOwnCertificate) {
    const NatsServer server{
        {false, tls("IP:127.0.0.1", ", ca_file: \"" + certificates.ca_file() + "\", verify: true")}};
    options.tls_ca_file = certificates.ca_file();
    EXPECT_FALSE(is_let_in(at(server)));

    const auto own = certificates.issue("DNS:orders-api");
    options.nats.tls_certificate_file = own.chain;
    options.nats.tls_key_file = own.key;

    EXPECT_TRUE(is_let_in(at(server)));
}

// More than sockets hold, so that writes of a part happen.
TEST_F(NatsTlsTest, BringsMuchThroughTls) {
    const NatsServer server{{true, tls("IP:127.0.0.1")}};
    options.tls_ca_file = certificates.ca_file();
    options.overflow = OverflowPolicy::block;
    options.block_limit = patience;
    Connection connection{at(server), options};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    const std::string text(1000, 'x');

    for (int n = 0; n < 30'000; ++n) {
        logger.info("{}", text);
    }

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_EQ(connection.stats().acknowledged, 30'000U);
    EXPECT_EQ(connection.stats().reconnects, 0U);
}

#endif

}  // namespace
}  // namespace logbeam::test
