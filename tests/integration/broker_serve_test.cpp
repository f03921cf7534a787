#include "net/digest.hpp"
#include "support/broker_process.hpp"
#include "support/crowd.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

// `logbeam serve` as its supervisor sees it: signals and exit codes.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(Serve, ExitsWith0OnSigtermAndOnSigint) {
    for (const int signal : {SIGTERM, SIGINT}) {
        BrokerProcess broker;
        broker.kill(signal);
        EXPECT_EQ(broker.wait(5s), exit_code(0));
    }
}

TEST(Serve, SaysGoodbyeToSubscribersWhenItStops) {
    BrokerProcess broker;
    RawWebSocket subscriber{broker.port(), "/ws"};
    subscribe(subscriber, "a");

    broker.kill(SIGTERM);

    EXPECT_EQ(subscriber.close_code(), 1001);
    EXPECT_EQ(broker.wait(5s), exit_code(0));
}

TEST(Serve, StopsWithin5SecondsAlthoughHalfOfAThousandClientsDoNotRead) {
    raise_descriptor_limit();
    const channel::TempFolder folder;
    channel::write_file(folder / "logbeam.yaml", "limits: {lag_bytes: 64MiB}\n");
    BrokerProcess broker{0, {"--config", folder / "logbeam.yaml"}};
    const Crowd reading{broker.port(), 500, "a"};
    std::vector<std::unique_ptr<RawWebSocket>> deaf;
    for (int each = 0; each < 500; ++each) {
        deaf.push_back(std::make_unique<RawWebSocket>(broker.port(), "/ws", std::string_view{}, 4096));
        subscribe(*deaf.back(), "a");
    }
    RawWebSocket publisher{broker.port(), "/ws"};
    publisher.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
    WirePublisher me{"me"};
    constexpr std::uint64_t events = 1'200;
    for (std::uint64_t number = 1; number <= events; ++number) {
        me.event("a", R"({"n":)" + std::to_string(number) + R"(,"text":")" + std::string(2'000, 'x') + "\"}");
        if (number % 100 == 0) publisher.send_binary(me.seal());
    }
    ASSERT_TRUE(publisher.next_with(R"("counter":1200})").has_value());

    broker.kill(SIGTERM);

    EXPECT_EQ(broker.wait(5s), exit_code(0));
}

TEST(Serve, FailsInOneLineWhereAnotherListens) {
    BrokerProcess broker;

    Child second{Command{LOGBEAM_PROGRAM_PATH, {"serve", "--listen", "127.0.0.1:" + std::to_string(broker.port())}}};

    EXPECT_THAT(second.line().value_or(""), HasSubstr("address_in_use"));
    EXPECT_FALSE(second.line().has_value());
    EXPECT_EQ(second.wait(5s).kind, Exit::Kind::code);
}

struct Reload : ::testing::Test {
    Reload() {
        write_tokens("old");
        channel::write_file(folder / "logbeam.yaml", config("100"));
        broker = std::make_unique<BrokerProcess>(0, Arguments{"--config", folder / "logbeam.yaml"});
    }
    [[nodiscard]] std::string config(const std::string& subscriptions) const {
        return "token_file: " + (folder / "tokens.yaml") + "\nlimits: {subscriptions: " + subscriptions + "}\n";
    }
    void write_tokens(const std::string& token) const {
        channel::write_file(folder / "tokens.yaml", "tokens:\n  - name: ann\n    sha256: " + net::sha256_hex(token) +
                                                        "\n    publish: '>'\n    subscribe: '>'\n    admin: true\n");
    }
    [[nodiscard]] int status_with(const std::string& token) const {
        return get(broker->port(), "/api/stats", "Authorization: Bearer " + token + "\r\n").status;
    }
    [[nodiscard]] std::string welcome_with(const std::string& token) const {
        RawWebSocket client{broker->port(), "/ws", "Authorization: Bearer " + token + "\r\n"};
        client.send_text(R"({"kind":"hello","version":1})");
        return client.next().value_or("");
    }

    channel::TempFolder folder;
    std::unique_ptr<BrokerProcess> broker;
};

TEST_F(Reload, OnSighupTakesNewTokensAndLimits) {
    ASSERT_EQ(status_with("old"), 200);
    RawWebSocket session{broker->port(), "/ws", "Authorization: Bearer old\r\n"};
    subscribe(session, "a");
    write_tokens("new");
    channel::write_file(folder / "logbeam.yaml", config("7"));

    broker->kill(SIGHUP);
    ASSERT_TRUE(broker->says("reloaded tokens"));

    EXPECT_EQ(status_with("old"), 401);
    EXPECT_EQ(status_with("new"), 200);
    EXPECT_THAT(welcome_with("new"), HasSubstr(R"("subscriptions":7)"));
    session.send_text(R"({"kind":"ping","ref":5})");  // it keeps what it came in with
    EXPECT_TRUE(session.next_with("pong").has_value());
}

TEST_F(Reload, OfATokenFileThatCannotBeReadLeavesAllAsItWas) {
    channel::write_file(folder / "tokens.yaml", "tokens: [{name: ann}]\n");
    channel::write_file(folder / "logbeam.yaml", config("7"));

    broker->kill(SIGHUP);
    ASSERT_TRUE(broker->says("reload failed"));

    EXPECT_EQ(status_with("old"), 200);
    EXPECT_THAT(welcome_with("old"), HasSubstr(R"("subscriptions":100)"));
}

TEST_F(Reload, OfAConfigurationThatCannotBeReadLeavesAllAsItWas) {
    write_tokens("new");
    channel::write_file(folder / "logbeam.yaml", "limits: [nonsense\n");

    broker->kill(SIGHUP);
    ASSERT_TRUE(broker->says("reload failed"));

    EXPECT_EQ(status_with("old"), 200);
    EXPECT_EQ(status_with("new"), 401);
}

}  // namespace
}  // namespace logbeam::test
