#include "support/broker_rig.hpp"
#include "support/fake_clock.hpp"
#include "support/raw_client.hpp"
#include "support/tcp_proxy.hpp"
#include "transport/websocket/transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <optional>
#include <string>
#include <thread>

// A connection whose other end is gone without a word, seen from either side.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

struct HalfOpen : ::testing::Test {
    void pass(std::chrono::seconds time) {
        broker.on_hub([&](hub::Hub& /*its thread*/) {
            clock.advance(time);
            return true;
        });
    }
    [[nodiscard]] std::size_t clients() {
        return broker.on_hub([](hub::Hub& hub) { return hub.clients.clients().size(); });
    }
    [[nodiscard]] bool has_nobody_soon() {
        const auto deadline = steady_clock::now() + 20s;
        while (clients() != 0 && steady_clock::now() < deadline)
            std::this_thread::sleep_for(10ms);
        return clients() == 0;
    }

    FakeClock clock;
    BrokerRig broker{{}, clock};
    TcpProxy network{broker.port()};
};

void greet(RawWebSocket& client) {
    client.send_text(R"({"kind":"hello","version":1})");
    ASSERT_TRUE(client.next_with("welcome").has_value());
}

TEST_F(HalfOpen, WebSocketIsEndedByTheBrokerWhenItStaysSilentTooLong) {
    RawWebSocket client{network.port(), "/ws"};
    greet(client);
    ASSERT_EQ(clients(), 1U);

    network.swallow(true);
    pass(76s);

    EXPECT_TRUE(has_nobody_soon());
}

TEST_F(HalfOpen, IsNotWhatAnIdleWebSocketIsTakenForThatAnswersPings) {
    RawWebSocket client{network.port(), "/ws"};
    greet(client);

    pass(26s);
    EXPECT_TRUE(client.take_ready().empty());  // a ping, which it answers
    (void)clients();
    client.send_text(R"({"kind":"ping","ref":1})");
    ASSERT_TRUE(client.next_with("pong").has_value());
    pass(74s);

    EXPECT_TRUE(client.take_ready().empty());  // another ping, not the end
    EXPECT_FALSE(client.is_over());
    EXPECT_EQ(clients(), 1U);
}

TEST_F(HalfOpen, KeepAliveConnectionOfHttpIsClosedWhenItStaysSilent) {
    RawClient client{broker.port()};
    ASSERT_EQ(ask(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200);

    pass(61s);

    EXPECT_TRUE(client.is_closed_by_peer());
}

// Keeps the reason of the end.
class End final : public transport::TransportEvents {
public:
    void on_open(const transport::Opened& /*told*/) override { is_open = true; }
    void on_acknowledged(const transport::Held& /*held*/) override {}
    void on_subscribed(std::uint64_t /*subscription*/, std::uint64_t /*seq*/) override {}
    void on_event(std::uint64_t /*subscription*/, Event /*event*/) override {}
    void on_gap(std::uint64_t /*subscription*/, const wire::Gap& /*gap*/) override {}
    void on_failed(const wire::Failed& /*failed*/) override {}
    void on_closed(const Error& error) override { reason = error; }

    bool is_open = false;
    std::optional<Error> reason;
};

template <class Condition>
[[nodiscard]] bool drive_until(transport::Transport& transport, Condition is_so) {
    for (const auto deadline = steady_clock::now() + 20s; !is_so() && steady_clock::now() < deadline;) {
        transport.drive();
        pollfd wait{transport.descriptor(), POLLIN, 0};
        ::poll(&wait, 1, 10);
    }
    return is_so();
}

TEST_F(HalfOpen, BrokerIsGivenUpByAClientThatHearsNothing) {
    transport::WebSocketOptions options;
    options.ping_after = 50ms;
    options.give_up_after = 300ms;
    const auto transport = transport::make_websocket_transport(transport::Url::parse(network.url()).value(), options);
    End end;
    transport->open({{"me"}, "tests", {}}, end);
    ASSERT_TRUE(drive_until(*transport, [&] { return end.is_open; }));

    network.swallow(true);
    const bool has_ended = drive_until(*transport, [&] { return end.reason.has_value(); });

    ASSERT_TRUE(has_ended);
    EXPECT_EQ(end.reason->code, ErrorCode::timed_out);
}

TEST_F(HalfOpen, IsNotWhatAClientTakesAnIdleBrokerForThatAnswersPings) {
    transport::WebSocketOptions options;
    options.ping_after = 20ms;
    options.give_up_after = 2'000ms;
    const auto transport = transport::make_websocket_transport(transport::Url::parse(network.url()).value(), options);
    End end;
    transport->open({{"me"}, "tests", {}}, end);
    ASSERT_TRUE(drive_until(*transport, [&] { return end.is_open; }));

    const auto until = steady_clock::now() + 3s;
    (void)drive_until(*transport, [&] { return end.reason.has_value() || steady_clock::now() > until; });

    EXPECT_FALSE(end.reason.has_value());
}

}  // namespace
}  // namespace logbeam::test
