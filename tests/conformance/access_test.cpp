#include "net/digest.hpp"
#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

// Who may do what, asked of a real broker with tokens.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawWebSocket;
using test::WirePublisher;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TokenFile {
public:
    explicit TokenFile(const std::string& yaml)
        : path_{std::filesystem::temp_directory_path() / ("logbeam_tokens_" + std::to_string(::getpid()) + ".yaml")} {
        write(yaml);
    }
    ~TokenFile() { std::filesystem::remove(path_); }
    TokenFile(const TokenFile&) = delete;
    TokenFile& operator=(const TokenFile&) = delete;

    void write(const std::string& yaml) const { std::ofstream{path_} << "tokens:\n" << yaml; }
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

std::string entry(const std::string& name, const std::string& token, const std::string& rest) {
    return "  - name: " + name + "\n    sha256: " + net::sha256_hex(token) + "\n" + rest;
}

struct Access : ::testing::Test {
    [[nodiscard]] static server::BrokerConfig with_tokens(const TokenFile& file) {
        server::BrokerConfig config;
        config.token_file = file.path();
        return config;
    }
    struct Client : RawWebSocket {
        Client(BrokerRig& broker, const std::string& token)
            : RawWebSocket{broker.port(), "/ws", "Authorization: Bearer " + token + "\r\n"} {
            send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
            welcome = next().value_or("");
        }
        std::string welcome;
    };

    TokenFile file{entry("shop", "s3cret",
                         "    publish: orders.>\n    subscribe: [orders.>, private-shop]\n"
                         "    limits:\n      connections: 2\n      subscriptions: 3\n") +
                   entry("ann", "adm1n", "    subscribe: \">\"\n    admin: true\n") +
                   entry("slow", "sl0w", "    publish: \">\"\n    limits:\n      events_per_second: 500\n")};
    BrokerRig broker{with_tokens(file)};
};

TEST_F(Access, IsRefusedWithoutAToken) {
    EXPECT_EQ(test::get(broker.port(), "/api/topics").status, 401);
    EXPECT_EQ(test::get(broker.port(), "/events").status, 401);
    EXPECT_THAT(RawWebSocket(broker.port(), "/orders.new").handshake(), HasSubstr("401"));
    EXPECT_EQ(test::get(broker.port(), "/healthz").status, 200) << "says nothing that is anyone's secret";
}

TEST_F(Access, IsGivenByHeaderAddressOrGreeting) {
    const Client by_header{broker, "s3cret"};
    RawWebSocket by_address{broker.port(), "/ws?token=s3cret"};
    by_address.send_text(R"({"kind":"hello","version":1})");
    RawWebSocket by_greeting{broker.port(), "/ws"};
    by_greeting.send_text(R"({"kind":"hello","version":1,"token":"s3cret"})");
    RawWebSocket by_nothing{broker.port(), "/ws"};
    by_nothing.send_text(R"({"kind":"hello","version":1})");

    EXPECT_THAT(by_header.welcome, HasSubstr("welcome"));
    EXPECT_THAT(by_address.next().value_or(""), HasSubstr("welcome"));
    EXPECT_THAT(by_greeting.next().value_or(""), AnyOf(HasSubstr("welcome"), HasSubstr("limit_reached")));
    EXPECT_THAT(by_nothing.next().value_or(""), HasSubstr(R"("name":"unauthorized")"));
    EXPECT_EQ(by_nothing.close_code(), 1008);
}

TEST_F(Access, NamesTopicsToPublishTo) {
    Client client{broker, "s3cret"};
    WirePublisher me{"me"};

    client.send_binary(me.event("orders.new").event("payroll").seal());

    EXPECT_THAT(client.next().value_or(""), AllOf(HasSubstr(R"("name":"forbidden")"), HasSubstr("payroll")));
    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("counter":2)")) << "refused for good: it need not come again";
}

TEST_F(Access, NamesTopicsToHear) {
    Client shop{broker, "s3cret"};
    for (const char* topic : {"payroll", "private-other", "$sys.log"}) {
        shop.send_text(std::string{R"({"kind":"subscribe","id":1,"topics":[")"} + topic + "\"]}");
        EXPECT_THAT(shop.next().value_or(""), HasSubstr("forbidden")) << topic;
    }
    shop.send_text(R"({"kind":"subscribe","id":1,"topics":["private-shop"]})");
    EXPECT_THAT(shop.next().value_or(""), HasSubstr("subscribed"));
}

TEST_F(Access, HoldsForWildcardsToo) {
    Client ann{broker, "adm1n"};
    ann.send_text(R"({"kind":"subscribe","id":1,"topics":[">"]})");
    (void)ann.next_with("subscribed");

    broker.on_hub([](hub::Hub& hub) {
        const auto owner = hub::rights_of_owner();
        for (const char* topic : {"private-shop", "orders.new"}) {
            (void)hub.ingest.take_event(std::string{R"({"topic":")"} + topic + "\"}", {"x", "", {}, owner.get()}, {});
        }
        return 0;
    });

    const auto events = ann.next_with(R"("events")").value_or("");
    EXPECT_THAT(events, AllOf(HasSubstr("orders.new"), Not(HasSubstr("private-shop"))));
}

TEST_F(Access, EndsWhereATokensLimitsDo) {
    Client one{broker, "s3cret"};
    const Client two{broker, "s3cret"};
    const RawWebSocket three{broker.port(), "/ws", "Authorization: Bearer s3cret\r\n"};
    EXPECT_THAT(three.handshake(), AllOf(HasSubstr("503"), Not(HasSubstr("101 Switching"))));

    for (int id = 1; id <= 4; ++id) {
        one.send_text(R"({"kind":"subscribe","topics":["orders.a"],"id":)" + std::to_string(id) + "}");
    }
    EXPECT_THAT(one.next_with("failed").value_or(""), AllOf(HasSubstr(R"("ref":4)"), HasSubstr("limit_reached")));
}

TEST_F(Access, SharesATokensRateAmongItsConnections) {
    Client one{broker, "sl0w"};
    Client two{broker, "sl0w"};
    WirePublisher first{"first"};
    WirePublisher second{"second"};

    one.send_binary(first.events(500, "a").seal());
    ASSERT_TRUE(one.next_with("acknowledge").has_value());
    two.send_binary(second.events(100, "a").seal());
    ASSERT_TRUE(two.next_with("acknowledge").has_value());

    EXPECT_GT(broker.counters().rate_limited, 0U) << "five hundred were used up by the other one";
}

TEST_F(Access, CountsRefusalsAndTellsThemOnSysLog) {
    Client ann{broker, "adm1n"};
    ann.send_text(R"({"kind":"subscribe","id":1,"topics":["$sys.log"]})");
    (void)ann.next_with("subscribed");

    EXPECT_EQ(test::get(broker.port(), "/api/topics", "Authorization: Bearer wrong\r\n").status, 401);
    EXPECT_EQ(test::get(broker.port(), "/api/topics", "Origin: https://evil.example\r\n").status, 403);

    EXPECT_THAT(ann.next_with("unauthorized").value_or(""),
                AllOf(HasSubstr(R"("topic":"$sys.log")"), Not(HasSubstr("wrong"))));
    EXPECT_THAT(ann.next_with("origin_refused").value_or(""), HasSubstr(R"("type":"logger.warning")"));
    EXPECT_EQ(broker.counters().unauthorized, 1U);
    EXPECT_EQ(broker.counters().refused_origins, 1U);
    EXPECT_THAT(broker.log(), AllOf(HasSubstr("unauthorized"), Not(HasSubstr("wrong"))));
}

TEST_F(Access, IsExchangedOnceForACookie) {
    const std::string url = broker.app().url_with_token();
    const std::string target = url.substr(url.find('/', 8));

    const auto first = test::get(broker.port(), target);
    const auto second = test::get(broker.port(), target);

    ASSERT_EQ(first.status, 303);
    const std::size_t at = first.head.find("Set-Cookie: ") + 12;
    const std::string cookie = first.head.substr(at, first.head.find(';', at) - at);
    EXPECT_THAT(second.head, Not(HasSubstr("Set-Cookie")));
    EXPECT_EQ(test::get(broker.port(), "/api/clients", "Cookie: " + cookie + "\r\n").status, 200);
}

TEST(SysTopics, TellWhoComesAndGoes) {
    BrokerRig broker;
    RawWebSocket watcher{broker.port(), "/ws"};
    watcher.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"watcher"}]})");
    watcher.send_text(R"({"kind":"subscribe","id":1,"topics":["$sys.>"]})");
    ASSERT_TRUE(watcher.next_with("subscribed").has_value());

    {
        RawWebSocket guest{broker.port(), "/ws"};
        guest.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"guest"}],"source":"web"})");
        EXPECT_THAT(watcher.next_with(R"("clientId":"guest")").value_or(""), HasSubstr("client.connected"));
    }
    EXPECT_THAT(watcher.next_with("client.disconnected").value_or(""), HasSubstr(R"("clientId":"guest")"));
}

}  // namespace
}  // namespace logbeam
