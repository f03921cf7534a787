#include "support/broker_rig.hpp"
#include "support/fake_clock.hpp"
#include "support/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

// Clients of HTTP that take too long, send too much, or a lot at once.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string head = "HTTP/1.1\r\nHost: localhost\r\n";

struct HttpLimit : ::testing::Test {
    void pass(std::chrono::seconds time) {
        broker.on_hub([&](hub::Hub& /*its thread*/) {
            clock.advance(time);
            return true;
        });
    }
    // When the broker has read what was sent.
    void settle(std::uint64_t bytes) {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        while (broker.counters().bytes_in < bytes && std::chrono::steady_clock::now() < deadline) {}
    }
    void expect_timed_out(RawClient& client) {
        EXPECT_THAT(client.receive_until("\r\n"), StartsWith("HTTP/1.1 408 "));
        EXPECT_TRUE(client.is_closed_by_peer());
    }

    FakeClock clock;
    BrokerRig broker{{}, clock};
};

TEST_F(HttpLimit, OnTimeEndsARequestWhoseHeadersNeverEnd) {
    RawClient slow{broker.port()};
    slow.send("GET / HTTP/1.1\r\nHost: loc");
    settle(25);

    pass(11s);

    expect_timed_out(slow);
    EXPECT_EQ(get(broker.port(), "/healthz").status, 200);
}

TEST_F(HttpLimit, OnTimeCountsFromTheFirstByteHoweverManyFollow) {
    RawClient slow{broker.port()};
    std::uint64_t sent = 0;
    slow.send("GET / HTTP/1.1\r\n");
    settle(sent += 16);

    for (int line = 0; line < 2; ++line) {
        pass(4s);
        slow.send("X: y\r\n");
        settle(sent += 6);
    }
    pass(4s);

    expect_timed_out(slow);
}

TEST_F(HttpLimit, OnTimeEndsARequestWhoseBodyDoesNotCome) {
    RawClient slow{broker.port()};
    const std::string begin = "POST /api/events " + head + "Content-Length: 1000\r\n\r\n{\"topic\":";
    slow.send(begin);
    settle(begin.size());

    pass(11s);

    expect_timed_out(slow);
    EXPECT_EQ(post(broker.port(), "/api/events", R"({"topic":"a"})").status, 200);
}

TEST_F(HttpLimit, OnHeadersIsAnsweredWith431) {
    RawClient client{broker.port()};

    const RawAnswer answer = ask(client, "GET / " + head + "X: " + std::string(20'000, 'x') + "\r\n\r\n");

    EXPECT_EQ(answer.status, 431);
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpLimit, OnTheBodyIsAnsweredWith413BeforeItIsSent) {
    RawClient client{broker.port()};

    const RawAnswer answer = ask(client, "POST /api/events " + head + "Content-Length: 9000000\r\n\r\n");

    EXPECT_EQ(answer.status, 413);
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpLimit, OnTheBodyHoldsForChunksToo) {
    RawClient client{broker.port()};
    client.send("POST /api/events " + head + "Transfer-Encoding: chunked\r\n\r\n");
    for (int chunk = 0; chunk < 9; ++chunk)
        client.send("100000\r\n" + std::string(0x100000, ' ') + "\r\n");

    EXPECT_THAT(client.receive_until("\r\n"), StartsWith("HTTP/1.1 413 "));
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpLimit, DoesNotKeepRequestsSentAtOnceFromBeingAnsweredInOrder) {
    RawClient client{broker.port()};
    constexpr int requests = 200;
    std::string all;
    for (int number = 0; number < requests; ++number)
        all += "GET /api/events?topic=a&limit=" + std::to_string(number % 2 == 0 ? 1 : 0) + "x " + head + "\r\n" +
               "GET /healthz " + head + "\r\n";

    client.send(all + "GET /readyz " + head + "Connection: close\r\n\r\n");
    const std::string answers = client.receive_until("nothing of the kind");

    std::vector<std::string> statuses;
    for (std::size_t at = answers.find("HTTP/1.1 "); at != std::string::npos; at = answers.find("HTTP/1.1 ", at + 1))
        statuses.push_back(answers.substr(at + 9, 3));
    ASSERT_EQ(statuses.size(), 2U * requests + 1);
    for (std::size_t index = 0; index + 1 < statuses.size(); ++index)
        ASSERT_EQ(statuses[index], index % 2 == 0 ? "400" : "200") << index;
    EXPECT_EQ(statuses.back(), "200");
}

TEST_F(HttpLimit, LetsAConnectionBeKeptForManyRequests) {
    RawClient client{broker.port()};

    for (int request = 0; request < 100; ++request) {
        const RawAnswer answer = ask(client, "GET /healthz " + head + "\r\n");
        ASSERT_EQ(answer.status, 200);
        ASSERT_EQ(answer.body, "ok\n");
    }

    EXPECT_EQ(broker.counters().connections, 1U);
}

}  // namespace
}  // namespace logbeam::test
