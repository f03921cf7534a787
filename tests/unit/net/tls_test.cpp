#ifdef LOGBEAM_TLS

#include "net/tls.hpp"

#include "support/certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Both ends of a connection, and nothing between them.
struct Pair {
    Pair(const TlsContext& client_context, const TlsContext& server_context, const std::string& host)
        : client{client_context, host}, server{server_context} {}

    // Carries bytes to and fro until nobody has any.
    void settle() {
        for (int turn = 0; turn < 10; ++turn) {
            carry(client, server, heard_by_server, server_failure);
            carry(server, client, heard_by_client, client_failure);
        }
    }

    static void carry(TlsSession& from, TlsSession& to, std::string& heard, std::string& failure) {
        std::string bytes;
        from.pending(bytes);
        deliver(bytes, to, heard, failure);
    }
    static void deliver(std::string_view bytes, TlsSession& to, std::string& heard, std::string& failure) {
        if (bytes.empty() || !failure.empty()) return;
        if (const auto taken = to.receive(bytes, heard); !taken) failure = taken.error().message();
    }

    TlsSession client;
    TlsSession server;
    std::string heard_by_server;
    std::string heard_by_client;
    std::string server_failure;
    std::string client_failure;
};

struct TlsTest : ::testing::Test {
    test::Certificates certificates;
    test::Certificates::Files files = certificates.issue("DNS:logs.example,IP:127.0.0.1");
    TlsContext trusting = TlsContext::for_client(certificates.ca_file());
    TlsContext serving = TlsContext::for_server(files.chain, files.key);
};

std::string refusal(const std::string& chain, const std::string& key) {
    try {
        (void)TlsContext::for_server(chain, key);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "accepted";
}

TEST_F(TlsTest, CarriesBothWaysAfterTheHandshake) {
    Pair pair{trusting, serving, "logs.example"};
    EXPECT_FALSE(pair.client.is_ready());

    pair.settle();
    ASSERT_TRUE(pair.client.is_ready() && pair.server.is_ready());
    std::string there;
    std::string back;
    pair.client.send("hello", there);
    pair.server.send("welcome", back);
    Pair::deliver(there, pair.server, pair.heard_by_server, pair.server_failure);
    Pair::deliver(back, pair.client, pair.heard_by_client, pair.client_failure);

    EXPECT_EQ(pair.heard_by_server, "hello");
    EXPECT_EQ(pair.heard_by_client, "welcome");
    EXPECT_EQ(there.find("hello"), std::string::npos);
}

TEST_F(TlsTest, CarriesMoreThanOneRecordInPiecesOfAnySize) {
    Pair pair{trusting, serving, "logs.example"};
    pair.settle();
    const std::string text(100'000, 'x');
    std::string bytes;
    pair.client.send(text, bytes);

    for (std::size_t at = 0; at < bytes.size(); at += 777) {
        Pair::deliver(std::string_view{bytes}.substr(at, 777), pair.server, pair.heard_by_server, pair.server_failure);
    }

    EXPECT_EQ(pair.heard_by_server, text);
}

TEST_F(TlsTest, AcceptsACertificateForTheAddress) {
    Pair pair{trusting, serving, "127.0.0.1"};

    pair.settle();

    EXPECT_TRUE(pair.client.is_ready());
}

TEST_F(TlsTest, RefusesACertificateOfAnotherHost) {
    for (const auto* host : {"other.example", "127.0.0.2", "example"}) {
        Pair pair{trusting, serving, host};

        pair.settle();

        EXPECT_FALSE(pair.server.is_ready());
        EXPECT_THAT(pair.client_failure, AllOf(HasSubstr("mismatch"), HasSubstr(host)));
        EXPECT_FALSE(pair.server_failure.empty());  // it is told
    }
}

TEST_F(TlsTest, RefusesACertificateOfACaThatItDoesNotTrust) {
    const test::Certificates others;
    const auto elsewhere = TlsContext::for_client(others.ca_file());
    Pair pair{elsewhere, serving, "logs.example"};

    pair.settle();

    EXPECT_FALSE(pair.server.is_ready());
    EXPECT_THAT(pair.client_failure, HasSubstr("certificate of 'logs.example' is not accepted"));
}

TEST_F(TlsTest, TrustsTheSystemsCasAndNotOursWhenNoFileIsNamed) {
    const auto usual = TlsContext::for_client("");
    Pair pair{usual, serving, "logs.example"};

    pair.settle();

    EXPECT_THAT(pair.client_failure, HasSubstr("is not accepted"));
}

TEST_F(TlsTest, RefusesBytesThatAreNoTls) {
    TlsSession server{serving};
    std::string heard;

    const auto taken = server.receive("GET / HTTP/1.1\r\n\r\n", heard);

    ASSERT_FALSE(taken.ok());
    EXPECT_EQ(taken.error().code, ErrorCode::connection_lost);
    EXPECT_EQ(heard, "");
}

TEST_F(TlsTest, SaysThatNothingFollows) {
    Pair pair{trusting, serving, "logs.example"};
    pair.settle();
    std::string bytes;

    pair.server.close_notify(bytes);
    Pair::deliver(bytes, pair.client, pair.heard_by_client, pair.client_failure);

    EXPECT_TRUE(pair.client.is_closed());
    EXPECT_FALSE(pair.server.is_closed());
    EXPECT_EQ(pair.client_failure, "");
}

TEST_F(TlsTest, GoesOnWhenItsContextIsReplaced) {
    auto context = std::make_unique<TlsContext>(TlsContext::for_server(files.chain, files.key));
    Pair pair{trusting, *context, "logs.example"};

    context.reset();
    pair.settle();

    EXPECT_TRUE(pair.server.is_ready());
}

TEST_F(TlsTest, NamesTheFileThatItCannotUse) {
    const std::string missing = certificates.folder() + "/missing.pem";
    const std::string garbage = certificates.folder() + "/garbage.pem";
    std::ofstream{garbage} << "no certificate\n";
    const auto others = certificates.issue("DNS:other.example");

    EXPECT_THAT(refusal(missing, files.key), AllOf(HasSubstr(missing), HasSubstr("No such file")));
    EXPECT_THAT(refusal(files.chain, missing), AllOf(HasSubstr(missing), HasSubstr("No such file")));
    EXPECT_THAT(refusal(garbage, files.key), HasSubstr(garbage));
    EXPECT_THAT(refusal(files.chain, others.key), AllOf(HasSubstr(others.key), HasSubstr("mismatch")));
    EXPECT_THROW((void)TlsContext::for_client(missing), Failure);
}

}  // namespace
}  // namespace logbeam::net

#endif
