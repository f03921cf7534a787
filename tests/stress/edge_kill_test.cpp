#include "support/edge_rig.hpp"
#include "support/edge_ticks.hpp"
#include "support/stress_scale.hpp"
#include "support/tcp_proxy.hpp"

#include <logbeam/event_channel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

// Brokers that are killed in turns, behind a balancer that leads to the other one.
namespace logbeam::test {
namespace {

// Hears ticks, each as the next one.
class TickReader {
public:
    explicit TickReader(const std::string& url)
        : connection_{url, options()},
          channel_{connection_, "ticks"},
          subscription_{channel_.on<Tick>([this](const Tick& tick) {
              disordered_ += tick.n == next_ ? 0 : 1;
              next_ = tick.n + 1;
          })} {}

    [[nodiscard]] std::uint64_t next() const { return next_; }
    [[nodiscard]] std::uint64_t disordered() const { return disordered_; }
    [[nodiscard]] std::uint64_t gaps() const { return gaps_; }

private:
    ConnectionOptions options() {
        ConnectionOptions options = patient_options();
        options.on_gap = [this](const Gap& /*none is expected*/) { ++gaps_; };
        return options;
    }

    std::atomic<std::uint64_t> next_{0};
    std::atomic<std::uint64_t> disordered_{0};
    std::atomic<std::uint64_t> gaps_{0};
    Connection connection_;
    EventChannel channel_;
    Subscription subscription_;
};

TEST(EdgesThatAreKilled, LoseNothingForThoseWhoGoOnAtTheOther) {
    EdgeRig rig;
    rig.start(0);
    rig.start(1);
    TcpProxy balancer{rig.edge(0).port()};
    TickReader reader{balancer.url()};
    while (
        !comes_true([&] { return get(rig.edge(0).port(), "/api/clients").body.find("ticks") != std::string::npos; })) {}
    Connection publishing{balancer.url(), patient_options()};
    std::atomic<bool> is_over{false};
    std::uint64_t count = 0;
    constexpr std::chrono::milliseconds rest{has_sanitizer_runtime ? 50 : 2};  // what brokers with one keep up with
    std::thread publisher{[&] { count = publish_ticks(publishing, is_over, rest); }};

    for (std::uint64_t kill = 0; kill < scaled(50); ++kill) {
        const std::uint64_t heard = reader.next();
        EXPECT_TRUE(comes_true([&] { return reader.next() > heard + 500; }));
        rig.kill(kill % 2);
        balancer.lead_to(rig.edge((kill + 1) % 2).port());
        rig.start(kill % 2);
        EXPECT_TRUE(comes_true([&] { return get(rig.edge(kill % 2).port(), "/readyz").status == 200; }));
    }
    is_over = true;
    publisher.join();

    EXPECT_TRUE(publishing.flush(std::chrono::minutes{2}));
    EXPECT_TRUE(comes_true([&] { return reader.next() >= count; }));
    EXPECT_EQ(reader.disordered(), 0U);
    EXPECT_EQ(reader.gaps(), 0U);
    for (std::size_t number = 0; number < 2; ++number) {
        const auto held = ticks_at(rig.edge(number).port(), count);
        ASSERT_EQ(held.size(), 1U);
        expect_all(held.begin()->second, count);
        EXPECT_EQ(falls_in(held.begin()->second), 0U);
    }
}

}  // namespace
}  // namespace logbeam::test
