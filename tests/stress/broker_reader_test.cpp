#include "support/broker_process.hpp"
#include "support/crowd.hpp"
#include "support/stress_scale.hpp"
#include "support/wire_batch.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace logbeam::test {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t readers = has_sanitizer_runtime ? 250 : 1'000;
constexpr std::uint64_t events_in_batch = 50;

// Publishes the numbers from 1 on, and waits until the crowd has heard them: it is not to be slow itself.
class Numbers {
public:
    explicit Numbers(std::uint16_t port) : socket_{port, "/ws"} {
        socket_.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
    }
    [[nodiscard]] bool publish_to(const Crowd& crowd) {
        for (std::uint64_t event = 0; event < events_in_batch; ++event) {
            ++last_;
            me_.event("a", R"({"n":)" + std::to_string(last_) + R"(,"text":")" + std::string(2'000, 'x') + "\"}");
        }
        socket_.send_binary(me_.seal());
        if (!socket_.next_with(R"("counter":)" + std::to_string(last_) + "}")) return false;
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (crowd.who_heard(last_) != crowd.size() && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        return crowd.who_heard(last_) == crowd.size();
    }
    [[nodiscard]] std::uint64_t last() const noexcept { return last_; }

private:
    RawWebSocket socket_;
    WirePublisher me_{"me"};
    std::uint64_t last_ = 0;
};

[[nodiscard]] bool has_skipped(std::uint16_t port) {
    return get(port, "/metrics").body.find("logbeam_skipped_events_total 0\n") == std::string::npos;
}

// A client that takes nothing for a minute, or says nothing for longer, is taken for gone: this one does a little of
// both every few seconds, far less than what it is sent.
class SignOfLife {
public:
    explicit SignOfLife(RawWebSocket& stopped) : stopped_{stopped} {}

    void show() {
        const auto now = std::chrono::steady_clock::now();
        if (now < shown_ + std::chrono::seconds{5}) return;
        shown_ = now;
        std::string pong;
        websocket::append_masked_frame(pong, websocket::Opcode::pong, {}, 0);
        stopped_.send_raw(pong);
        (void)stopped_.take_ready();
    }

private:
    RawWebSocket& stopped_;
    std::chrono::steady_clock::time_point shown_ = std::chrono::steady_clock::now();
};

TEST(OneReaderThatStopsAmongAThousand, HurtsNobodyElseAndIsTold) {
    raise_descriptor_limit();
    const channel::TempFolder folder;
    channel::write_file(folder / "logbeam.yaml",
                        "history: {events: 1000}\nlimits: {lag_bytes: 256KiB, idle_timeout: 1h}\n");
    BrokerProcess broker{0, {"--config", folder / "logbeam.yaml"}};
    RawWebSocket skipping{broker.port(), "/ws", {}, 4096};
    RawWebSocket leaving{broker.port(), "/ws", {}, 4096};
    subscribe(skipping, "a", R"(,"lag":"skip")");
    subscribe(leaving, "a", R"(,"lag":"disconnect")");
    const Crowd crowd{broker.port(), readers, "a"};
    Numbers numbers{broker.port()};
    ASSERT_TRUE(numbers.publish_to(crowd));
    const std::size_t before = broker.resident_bytes();

    SignOfLife life{skipping};
    for (int batch = 0; batch < 100 && !has_skipped(broker.port()); ++batch) {
        life.show();
        ASSERT_TRUE(numbers.publish_to(crowd));
    }
    for (std::uint64_t more = scaled(500); more != 0; --more) {
        life.show();
        ASSERT_TRUE(numbers.publish_to(crowd));
    }
    const std::size_t after = broker.resident_bytes();

    EXPECT_EQ(crowd.disordered(), 0U);
    EXPECT_EQ(crowd.told_otherwise(), 0U);
    EXPECT_EQ(crowd.closed(), 0U);
    if (!has_sanitizer_runtime) {  // which keeps what was freed
        EXPECT_LE(after, before + (std::size_t{32} << 20));
    }
    const auto gap = skipping.next_with(R"("gap")");
    ASSERT_TRUE(gap.has_value());
    EXPECT_THAT(*gap, HasSubstr(R"("reason":"lag")"));
    EXPECT_THAT(get(broker.port(), "/metrics").body, HasSubstr("logbeam_too_slow_readers_total 1\n"));
    EXPECT_TRUE(leaving.client().is_closed_by_peer());
}

// Every number is either heard or in a gap, once and in order.
TEST(AReaderThatStops, CanAccountForEveryEventFromItsGaps) {
    raise_descriptor_limit();
    const channel::TempFolder folder;
    channel::write_file(folder / "logbeam.yaml", "limits: {lag_bytes: 256KiB, idle_timeout: 1h}\n");
    BrokerProcess broker{0, {"--config", folder / "logbeam.yaml"}};
    RawWebSocket skipping{broker.port(), "/ws", {}, 4096};
    subscribe(skipping, "a", R"(,"lag":"skip")");
    const Crowd crowd{broker.port(), 1, "a"};
    Numbers numbers{broker.port()};
    std::uint64_t heard = 0;
    std::uint64_t missed = 0;
    std::uint64_t last = 0;

    for (std::uint64_t stop = 0; stop < 3; ++stop) {
        const std::uint64_t missed_before = missed;
        for (int batch = 0; batch < 100; ++batch)
            ASSERT_TRUE(numbers.publish_to(crowd));
        while (heard + missed < numbers.last()) {
            const auto message = skipping.next();
            ASSERT_TRUE(message.has_value()) << "after " << last;
            for (const std::uint64_t number : numbers_in(*message)) {
                ASSERT_GT(number, last);
                last = number;
                ++heard;
            }
            if (const std::size_t at = message->find(R"("count":)"); at != std::string::npos) {
                missed += std::strtoull(message->c_str() + at + 8, nullptr, 10);
            }
        }
        EXPECT_GT(missed, missed_before);
    }

    EXPECT_EQ(heard + missed, numbers.last());
    EXPECT_FALSE(skipping.has_broken_frames());
}

}  // namespace
}  // namespace logbeam::test
