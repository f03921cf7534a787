#include "net/tls.hpp"
#include "support/broker_rig.hpp"
#include "support/certificates.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"
#include "websocket/frame.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <string>

// What happens to a stream of frames when the socket takes only a part of one.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawWebSocket;
using test::WirePublisher;
using ::testing::HasSubstr;

constexpr int small_buffer = 4096;  // so that the broker's writes end in the middle of frames
constexpr int batches = 200;
constexpr int events_in_batch = 100;

std::string ping(int number) {
    std::string bytes;
    websocket::append_masked_frame(bytes, websocket::Opcode::ping, std::to_string(number), 0x01020304);
    return bytes;
}

// The data of every event in a message, in order: their numbers.
std::vector<std::uint64_t> numbers_in(const std::string& message) {
    std::vector<std::uint64_t> numbers;
    constexpr std::string_view key = R"("number":)";
    for (std::size_t at = message.find(key); at != std::string::npos; at = message.find(key, at + 1)) {
        numbers.push_back(std::strtoull(message.c_str() + at + key.size(), nullptr, 10));
    }
    return numbers;
}

struct Way {
    const char* name;
    const char* path;
    bool is_tls;
};
void PrintTo(const Way& way, std::ostream* out) {
    *out << way.name;
}

struct BackPressure : ::testing::TestWithParam<Way> {
    void publish_all() {
        const auto trust = net::TlsContext::for_client(certificates.ca_file());
        RawWebSocket publisher =
            GetParam().is_tls ? RawWebSocket{broker.port(), "/ws", trust, 0} : RawWebSocket{broker.port(), "/ws"};
        publisher.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
        (void)publisher.next();
        WirePublisher me{"me"};
        std::uint64_t number = 0;
        for (int batch = 0; batch < batches; ++batch) {
            for (int count = 0; count < events_in_batch; ++count) {
                me.event("a",
                         R"({"number":)" + std::to_string(++number) + R"(,"text":")" + std::string(1500, 'x') + "\"}");
            }
            publisher.send_binary(me.seal());
        }
        const std::string last = R"("counter":)" + std::to_string(number) + "}";
        ASSERT_TRUE(publisher.next_with(last).has_value());
    }

    test::Certificates certificates;
    server::BrokerConfig config = [this] {
        server::BrokerConfig lenient;
        lenient.limits.lag_bytes = 64 << 20;
        if (!GetParam().is_tls) return lenient;
        const auto files = certificates.issue("DNS:localhost,IP:127.0.0.1");
        lenient.tls_cert = files.chain;
        lenient.tls_key = files.key;
        return lenient;
    }();
    BrokerRig broker{config};
};

TEST_P(BackPressure, KeepsFramesWholeWhilePingsAreAnswered) {
    const auto trust = net::TlsContext::for_client(certificates.ca_file());
    RawWebSocket reader = GetParam().is_tls ? RawWebSocket{broker.port(), GetParam().path, trust, small_buffer}
                                            : RawWebSocket{broker.port(), GetParam().path, {}, small_buffer};
    if (std::string_view{GetParam().path} == "/ws") {
        reader.send_text(R"({"kind":"hello","version":1})");
        reader.send_text(R"({"kind":"subscribe","id":1,"topics":["a"]})");
        ASSERT_TRUE(reader.next_with("subscribed").has_value());
    } else {
        ASSERT_TRUE(reader.next_with("established").has_value());
    }
    publish_all();  // the reader reads nothing of it: the broker's socket is full by now

    std::uint64_t expected = 0;
    std::uint64_t pings = 0;
    constexpr std::uint64_t all = std::uint64_t{batches} * events_in_batch;
    while (expected < all) {
        if (pings < 500) reader.send_raw(ping(static_cast<int>(++pings)));
        const auto message = reader.next();
        ASSERT_TRUE(message.has_value()) << "after " << expected;
        for (const std::uint64_t number : numbers_in(*message))
            ASSERT_EQ(number, ++expected);
    }

    EXPECT_TRUE(reader.wait_for_pongs(pings));
    EXPECT_FALSE(reader.has_broken_frames());
    EXPECT_GT(broker.counters().short_writes, 5U) << "or this test shows nothing";
}

INSTANTIATE_TEST_SUITE_P(Dialects, BackPressure,
                         ::testing::Values(Way{"Native", "/ws", false}, Way{"Realtime", "/a", false},
                                           Way{"NativeOverTls", "/ws", true}, Way{"RealtimeOverTls", "/a", true}),
                         [](const auto& tested) { return std::string{tested.param.name}; });

TEST(SlowReader, SkipsAndIsToldWhileOthersHearAll) {
    server::BrokerConfig config;
    config.limits.lag_bytes = 256 << 10;
    BrokerRig broker{config};
    const auto subscribe = [&](RawWebSocket& client, const std::string& lag) {
        client.send_text(R"({"kind":"hello","version":1})");
        client.send_text(R"({"kind":"subscribe","id":1,"topics":["a"],"lag":")" + lag + "\"}");
        ASSERT_TRUE(client.next_with("subscribed").has_value());
    };
    RawWebSocket skipping{broker.port(), "/ws", {}, small_buffer};
    RawWebSocket leaving{broker.port(), "/ws", {}, small_buffer};
    subscribe(skipping, "skip");
    subscribe(leaving, "disconnect");
    RawWebSocket publisher{broker.port(), "/ws"};
    publisher.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
    WirePublisher me{"me"};
    std::uint64_t sent = 0;
    while (broker.counters().skipped == 0 && sent < 1'000'000) {
        for (int count = 0; count < 100; ++count)
            me.event("a", "\"" + std::string(900, 'x') + "\"");
        sent += 100;
        publisher.send_binary(me.seal());
        ASSERT_TRUE(publisher.next_with(R"("counter":)" + std::to_string(sent) + "}").has_value());
    }

    const auto gap = skipping.next_with(R"("gap")");
    ASSERT_TRUE(gap.has_value());
    EXPECT_THAT(*gap, HasSubstr(R"("reason":"lag")"));
    EXPECT_EQ(leaving.close_code(), 1013);
    EXPECT_FALSE(skipping.has_broken_frames());
    EXPECT_LE(broker.on_hub([](hub::Hub& hub) { return hub.shard.outbox_bytes(); }), std::size_t{1} << 20);
}

}  // namespace
}  // namespace logbeam
